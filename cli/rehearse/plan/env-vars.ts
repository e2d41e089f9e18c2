import { resolve } from 'node:path'
import { isMap, type JsonMap, own } from '../../../schema/json.ts'
import { didYouMean, shown } from '../../../schema/sentence.ts'
import { UserError } from '../../command-line/user-error.ts'
import { readText } from '../../template/files.ts'

/** Values of environment variables: for every function, and by the name of one. */
export type EnvVars = { file: string; shared: JsonMap; byFunction: Record<string, JsonMap> }

/**
 * A file as `sam local --env-vars` takes it: `{ "Parameters": { NAME: value } }`, `{ "Site": { NAME: value } }`, or both.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-invoke.html#serverless-sam-cli-using-invoke-environment-file
 */
export const readEnvVars = (file: string, cwd: string): EnvVars => {
  const content = parse(file, readText(file, resolve(cwd, file), aFile))
  const problems = Object.entries(content).flatMap(([name, variables]) => problemsOf(`${file} ${name}`, variables))
  if (problems.length > 0) throw new UserError(...problems)
  const { Parameters: shared = {}, ...byFunction } = content as Record<string, JsonMap>
  return { file, shared, byFunction }
}

const aFile = { a: 'environment variables', form: 'JSON', name: 'env.json' }

// not the parser's message, which quotes the file
const parse = (file: string, text: string): JsonMap => {
  const problem = `${file} is not a map in JSON; expected {"LogicalId": {"NAME": "value"}} or {"Parameters": {"NAME": "value"}}.`
  try {
    const content: unknown = JSON.parse(text)
    if (isMap(content)) return content
  } catch {
    // said below
  }
  throw new UserError(problem)
}

const problemsOf = (subject: string, variables: unknown): string[] => {
  if (!isMap(variables)) return [`${subject} is not a map; expected {"NAME": "value"}.`]
  return Object.entries(variables)
    .filter(([, value]) => value !== null && typeof value === 'object')
    .map(([name]) => `${subject}.${name} is not a string; expected one.`)
}

/** The user's values for a function. As in the SAM CLI, only variables that the template has are set, and {@link endpoint}. */
export const envVarsFor = (
  { shared, byFunction }: EnvVars,
  logicalId: string,
  declared: readonly string[],
): Record<string, string> => {
  const given = { ...shared, ...(own(byFunction, logicalId) as JsonMap | undefined) }
  return Object.fromEntries(
    Object.entries(given)
      .filter(([name]) => declared.includes(name) || endpoint.test(name))
      .map(([name, value]) => [name, String(value ?? '')]),
  )
}

/** The user's own AWS endpoint. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
const endpoint = /^AWS_ENDPOINT_URL(_|$)/

/** Names in the file that no function has: usually misspelled. */
export const unknownEnvVars = (
  { file, shared, byFunction }: EnvVars,
  functions: Record<string, readonly string[]>,
): string[] => {
  const known = Object.keys(functions)
  const all = [...new Set(Object.values(functions).flat())]
  const unknown = (subject: string, variables: JsonMap, declared: readonly string[]) =>
    Object.keys(variables)
      .filter(name => !declared.includes(name) && !endpoint.test(name))
      .map(
        name =>
          `${file} ${subject}.${name} is not in Environment.Variables; ${declared.length > 0 ? didYouMean(name, declared) : 'expected none.'}`,
      )
  return [
    ...unknown('Parameters', shared, all),
    ...Object.entries(byFunction).flatMap(([name, variables]) => {
      const declared = own(functions, name)
      return declared === undefined
        ? [`${file} ${shown(name)} is not a function of the template; ${didYouMean(name, known)}`]
        : unknown(name, variables, declared as readonly string[])
    }),
  ]
}
