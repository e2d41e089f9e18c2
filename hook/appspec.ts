import schema from '../schema/appspec.schema.json' with { type: 'json' }
import { isAppSpec } from '../schema/generated/validators.js'
import { isMap } from '../schema/json.ts'
import { sentences } from '../schema/sentence.ts'
import { InvalidAppSpecError } from './appspec-error.ts'
import { requireFiniteValues, requireLength } from './appspec-limits.ts'

/** One resource of an AppSpec: the name as written, versions as text. */
type AppSpecResource = { name: string; currentVersion: string; targetVersion: string }

/**
 * Content of a Lambda deployment's AppSpec, JSON or YAML, keys in either documented spelling → its functions.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 *
 * @throws InvalidAppSpecError
 */
export const parseAppSpec = async (content: string): Promise<AppSpecResource[]> => {
  requireLength(content)
  const parsed = await parseText(content)
  requireFiniteValues(parsed)
  const appSpec = canonical(parsed)
  if (!isAppSpec(appSpec))
    throw new InvalidAppSpecError(sentences(isAppSpec.errors ?? [], 'AppSpec', appSpec, schema).join(' '))
  return (appSpec as AppSpec).Resources.flatMap(Object.values<Resource>).map(({ Properties }) => ({
    name: Properties.Name,
    currentVersion: String(Properties.CurrentVersion),
    targetVersion: String(Properties.TargetVersion),
  }))
}

type AppSpec = { Resources: Record<string, Resource>[] }
type Resource = { Properties: { Name: string; CurrentVersion: string | number; TargetVersion: string | number } }

const parseText = async (content: string): Promise<unknown> => {
  try {
    return JSON.parse(content)
  } catch {
    return parseYamlText(content)
  }
}

const parseYamlText = async (content: string): Promise<unknown> => {
  const { parseYaml } = await import('./yaml.ts')
  try {
    return parseYaml(content)
  } catch (error) {
    const [problem] = String((error as Error).message).split('\n', 1)
    throw new InvalidAppSpecError(`The AppSpec is neither JSON nor YAML: ${problem}.`)
  }
}

// Three levels of keys are CodeDeploy's, in two documented spellings; the names of the resources are the user's.
const canonical = (appSpec: unknown): unknown => {
  const { Resources: entries, ...others } = respelled(appSpec)
  if (!isMap(appSpec) || !Array.isArray(entries)) return isMap(appSpec) ? { ...others, Resources: entries } : appSpec
  return { ...others, Resources: entries.map(entry => (isMap(entry) ? mapValues(entry, canonicalResource) : entry)) }
}

const canonicalResource = (resource: unknown): unknown => {
  const { Properties: properties, ...others } = respelled(resource)
  if (!isMap(resource)) return resource
  return { ...others, Properties: isMap(properties) ? respelled(properties) : properties }
}

const respelled = (map: unknown): Record<string, unknown> =>
  isMap(map)
    ? Object.fromEntries(Object.entries(map).map(([key, value]) => [spellings.get(key.toLowerCase()) ?? key, value]))
    : {}

const spellings = new Map(
  ['Resources', 'Type', 'Properties', 'Name', 'Alias', 'CurrentVersion', 'TargetVersion'].map(key => [
    key.toLowerCase(),
    key,
  ]),
)

const mapValues = (map: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]))
