import { isMap, type JsonMap, own } from '../../macro/template.ts'

/** What a Lambda process finds in its environment, beside what the function itself sets. */
export type LambdaEnvironment = {
  region: string
  name: string
  version: string
  memoryMegabytes: number
  handler: string
  root: string
  runtime: string
  /** Where the AWS SDKs call instead of AWS. */
  endpointUrl: string
}

/**
 * The environment of a Lambda process. It begins empty: of the user's own only what a program needs to start gets in,
 * never credentials. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const lambdaEnvironment = (
  lambda: LambdaEnvironment,
  own: Record<string, string>,
  user: Record<string, string | undefined>,
): Record<string, string> => ({
  ...Object.fromEntries(needed.flatMap(name => (user[name] === undefined ? [] : [[name, user[name]]]))),
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  AWS_REGION: lambda.region,
  AWS_DEFAULT_REGION: lambda.region,
  AWS_ACCESS_KEY_ID: 'REHEARSAL',
  AWS_SECRET_ACCESS_KEY: 'rehearsal',
  AWS_SESSION_TOKEN: 'rehearsal',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: nowhere,
  AWS_SHARED_CREDENTIALS_FILE: nowhere,
  AWS_ENDPOINT_URL: lambda.endpointUrl,
  AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: lambda.name,
  AWS_LAMBDA_FUNCTION_VERSION: lambda.version,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMegabytes),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'rehearsal',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  LAMBDA_TASK_ROOT: lambda.root,
  _HANDLER: lambda.handler,
  ...own,
})

const needed = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']
const nowhere = '/dev/null'

/** The variables of a function whose values are known before deployment, and the names of the others. */
export const knownVariables = (
  environment: unknown,
  parameters: JsonMap,
): { variables: Record<string, string>; unknown: string[] } => {
  const written = Object.entries(mapOf(own(environment, 'Variables')))
  const values = written.map(([name, value]) => [name, text(value, parameters)] as const)
  return {
    variables: Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined)),
    unknown: values.flatMap(([name, value]) => (value === undefined ? [name] : [])),
  }
}

const mapOf = (value: unknown): JsonMap => (isMap(value) ? value : {})

const text = (value: unknown, parameters: JsonMap): string | undefined => {
  if (!isMap(value)) return Array.isArray(value) || value === null ? undefined : String(value)
  const name = own(value, 'Ref')
  if (typeof name === 'string') return scalar(own(parameters, name))
  const pattern = own(value, 'Fn::Sub')
  if (typeof pattern !== 'string') return undefined
  const names = [...pattern.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name.trim())
  if (names.some(name => scalar(own(parameters, name)) === undefined)) return undefined
  return pattern
    .replace(/\$\{([^!}][^}]*)\}/g, (_, name: string) => String(scalar(own(parameters, name.trim()))))
    .replace(/\$\{!([^}]+)\}/g, (_, name: string) => `\${${name}}`)
}

const scalar = (value: unknown): string | undefined =>
  value === undefined || isMap(value) ? undefined : Array.isArray(value) ? value.join(',') : String(value)
