/** @throws js-yaml's YAMLException */
export const parseYaml: (text: string) => unknown
