import { yamlParse } from 'yaml-cfn'

/**
 * A file of its own beside the bundle, loaded when it is wanted: nearly every AppSpec is JSON.
 *
 * @throws js-yaml's YAMLException
 */
export const parseYaml = (text: string): unknown => yamlParse(text)
