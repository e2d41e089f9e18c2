/** A part of the stack and the name of its zip file, such as `macro` and `macro-1f2e3d4c5b6a7980.zip`. */
export type Code = { part: string; file: string }

/**
 * template.yaml → the template of a release, which takes the code of its functions from a bucket of the user's own
 * instead of from a folder. The text is edited, so that its comments stay.
 */
export const releaseTemplate = (template: string, codes: Code[]): string =>
  codes.reduce(
    (text, { part, file }) =>
      replaceOnce(
        text,
        `CodeUri: dist/${part}\n`,
        `CodeUri: { Bucket: !Ref CodeBucket, Key: !Sub '\${CodePrefix}${file}' }\n`,
      ),
    replaceOnce(
      replaceOnce(template, '\nParameters:\n', `\nParameters:\n${parameters}`),
      '    ParameterGroups:\n',
      `    ParameterGroups:\n${group}`,
    ),
  )

const group = `      - Label: { default: Where the code is }
        Parameters: [CodeBucket, CodePrefix]
`

const parameters = `  CodeBucket:
    Type: String
    AllowedPattern: ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$
    ConstraintDescription: must be the name of an S3 bucket
    Description: S3 bucket, in this Region, that the two zip files of the release were copied to.
  CodePrefix:
    Type: String
    Default: codedeployhook/
    AllowedPattern: ^([A-Za-z0-9!_.*'()-]+/)*$
    ConstraintDescription: must be empty or end with a slash
    Description: What their keys begin with.
`

const replaceOnce = (text: string, from: string, to: string): string => {
  const count = text.split(from).length - 1
  if (count !== 1) throw new Error(`template.yaml has ${JSON.stringify(from)} ${count} times; expected it once.`)
  return text.replace(from, () => to)
}
