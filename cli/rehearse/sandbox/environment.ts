import { isMap, type JsonMap, own, textOf } from '../../../schema/json.ts'

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
  ...bareEnvironment(user),
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

/** Of the user's environment what a program needs to start. */
export const bareEnvironment = (user: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    needed.flatMap(name => {
      const value = user[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )

const needed = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']
const nowhere = '/dev/null'

/** The variables of a function. `standIns`: of those whose value is not known here, why, and what they are instead. */
export type Variables = { variables: Record<string, string>; standIns: Record<string, string> }

/**
 * As `sam local` does it, a resource's own name stands for what only a deployment knows of it.
 *
 * @param parameters those that have a value
 * @param declared names of all that the template has
 */
export const variablesOf = (environment: unknown, parameters: JsonMap, declared: readonly string[] = []): Variables => {
  const result: Variables = { variables: {}, standIns: {} }
  for (const [name, written] of Object.entries(mapOf(own(environment, 'Variables')))) {
    const { text, certain } = valueIn(written, parameters)
    if (text !== undefined) result.variables[name] = text
    if (certain && !text?.includes('{{resolve:')) continue
    const missing = referred(written).find(name => declared.includes(name) && own(parameters, name) === undefined)
    const why = missing
      ? `needs parameter ${missing}, which has no value; give --parameter-overrides ${missing}=VALUE`
      : 'is known only after deployment'
    result.standIns[name] = `${why}; here it is ${text ?? 'not set'}.`
  }
  return result
}

type Value = { text?: string | undefined; certain: boolean }

const mapOf = (value: unknown): JsonMap => (isMap(value) ? value : {})

const valueIn = (value: unknown, parameters: JsonMap): Value => {
  const reference = own(value, 'Ref')
  if (typeof reference === 'string') return named(reference, parameters)
  const attribute = own(value, 'Fn::GetAtt')
  if (Array.isArray(attribute)) return { text: attribute.map(textOf).join('.'), certain: false }
  const pattern = own(value, 'Fn::Sub')
  if (typeof pattern === 'string') return substituted(pattern, parameters)
  return isMap(value) || Array.isArray(value) || value === null
    ? { certain: false }
    : { text: String(value), certain: true }
}

/** Names that a Ref or the text of a Fn::Sub refers to. */
const referred = (value: unknown): string[] => {
  const pattern = own(value, 'Fn::Sub')
  const names =
    typeof pattern === 'string' ? [...pattern.matchAll(/\$\{([^!}]+)\}/g)].map(([, name = '']) => name.trim()) : []
  return [own(value, 'Ref'), ...names].filter(name => typeof name === 'string')
}

const named = (name: string, parameters: JsonMap): Value => {
  const value = own(parameters, name)
  return value === undefined
    ? { text: name, certain: false }
    : { text: Array.isArray(value) ? value.map(textOf).join(',') : textOf(value), certain: true }
}

const substituted = (pattern: string, parameters: JsonMap): Value => {
  let certain = true
  const text = pattern.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    const value = named(name.trim(), parameters)
    certain &&= value.certain
    return value.text ?? ''
  })
  return { text, certain }
}
