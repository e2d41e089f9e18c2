/** A part of the stack and the name of its zip file, such as `macro` and `macro-1f2e3d4c5b6a7980.zip`. */
export type Code = { part: string; file: string }

/**
 * template.yaml → the template of a release, which takes the code of its functions from a bucket of the user's own
 * instead of from a folder, and has no lines of comments: CloudFormation takes 51,200 bytes without a bucket.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const releaseTemplate = (template: string, codes: Code[]): string =>
  [
    insertAfter('    ParameterGroups:\n', group),
    insertAfter('\nParameters:\n', parameters),
    insertAfter('\nConditions:\n', condition),
    ...codes.map(({ part, file }): Edit => [`Code: dist/${part}\n`, `Code: ${codeOf(file)}\n`]),
  ].reduce(replaceOnce, template.replace(/^ *#.*\n/gm, ''))

type Edit = [from: string, to: string]

const insertAfter = (line: string, text: string): Edit => [line, `${line}${text}`]

const group = `      - Label: { default: Where the code is }
        Parameters: [CodeBucket, CodeBucketPerRegion, CodePrefix]
`

const parameters = `  CodeBucket:
    Type: String
    AllowedPattern: ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$
    ConstraintDescription: must be the name of an S3 bucket
    Description: S3 bucket, in the Region of this stack, to which you copied the zip files of the release.
  CodeBucketPerRegion:
    Type: String
    Default: "false"
    AllowedValues: ["true", "false"]
    Description: >-
      true adds a hyphen and the Region to the bucket's name, so that one StackSet can install into several Regions.
  CodePrefix:
    Type: String
    Default: codedeployhook/
    AllowedPattern: ^([A-Za-z0-9!_.*'()-]+/)*$
    ConstraintDescription: must be empty or end with a slash
    Description: What the keys of the zip files begin with.
`

const condition = `  HasBucketPerRegion: !Equals [!Ref CodeBucketPerRegion, "true"]
`

const codeOf = (file: string): string =>
  `{ S3Bucket: !If [HasBucketPerRegion, !Sub '\${CodeBucket}-\${AWS::Region}', !Ref CodeBucket], S3Key: !Sub '\${CodePrefix}${file}' }`

const replaceOnce = (text: string, [from, to]: Edit): string => {
  const count = text.split(from).length - 1
  if (count !== 1) throw new Error(`template.yaml has ${JSON.stringify(from)} ${count} times; expected it once.`)
  return text.replace(from, () => to)
}
