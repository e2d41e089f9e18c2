import { yamlParse } from 'yaml-cfn'

/**
 * A file of its own next to the bundle, loaded on demand: nearly every AppSpec is JSON.
 *
 * @throws js-yaml's YAMLException
 */
export const parseYaml = (text: string): unknown => yamlParse(text)
