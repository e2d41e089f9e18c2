import { transformEntries, transformName } from '../../sam/transform-section.ts'
import { isMap, type JsonMap } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
import type { Path } from '../../schema/problem.ts'
import { includedFile, isInclude, type Obstacle } from './included-file.ts'

export type IncludeProblem = Obstacle & { path: Path }

/** A template with what it includes; `brought`: the keys that the Transform section included, and by which entry. */
type Expanded = { value: JsonMap; problems: IncludeProblem[]; brought: ReadonlyMap<string, Path> }

/**
 * A template in long form as the macro gets it: CloudFormation expands `AWS::Include` within the template first, and
 * then runs the Transform section in order. What is included takes the place of what has the same key.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 *
 * @param folder where the files are looked for
 */
export const expandIncludes = (template: JsonMap, folder: string): Expanded => {
  const problems: IncludeProblem[] = []
  const included = (entry: unknown, path: Path): JsonMap | undefined => {
    if (!isInclude(entry)) return undefined
    const { value, obstacle } = includedFile(entry, folder)
    if (obstacle) problems.push({ ...obstacle, path })
    return value
  }

  const within = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((entry, index) => within(entry, [...path, index]))
    if (!isMap(value)) return value
    return Object.fromEntries(Object.entries(value).flatMap(([key, entry]) => entriesOf(key, entry, [...path, key])))
  }

  const entriesOf = (key: string, entry: unknown, path: Path): [string, unknown][] => {
    if (key !== 'Fn::Transform') return [[key, within(entry, path)]]
    const all = [entry].flat()
    const found = all.map(one => included(one, path))
    const left = all.filter((_, index) => found[index] === undefined)
    const rest: [string, unknown][] = left.length === 0 ? [] : [[key, left.length === all.length ? entry : left]]
    return [...rest, ...found.flatMap(one => (one ? Object.entries(one) : []))]
  }

  const searched = Object.entries(template).map(
    ([key, section]) => [key, notSearched.has(key) ? section : within(section, [key])] as const,
  )
  const entries = transformEntries(template)
  const ours = entries.findIndex(entry => transformName(entry) === macroName)
  const brought = entries.slice(0, ours < 0 ? undefined : ours).flatMap((entry, index) => {
    const path = Array.isArray(template.Transform) ? ['Transform', index] : ['Transform']
    return Object.entries(included(entry, path) ?? {}).map(([key, section]) => ({ key, section, path }))
  })
  return {
    value: Object.fromEntries([...searched, ...brought.map(({ key, section }) => [key, section] as const)]),
    problems,
    brought: new Map(brought.map(({ key, path }) => [key, path])),
  }
}

/** Nothing can be included there; the Transform section has its turn after the rest. */
const notSearched: ReadonlySet<string> = new Set(['AWSTemplateFormatVersion', 'Parameters', 'Transform'])
