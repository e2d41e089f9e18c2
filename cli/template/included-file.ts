import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { type Document, isNode, type Node, visit } from 'yaml'
import { isMap, type JsonMap, own } from '../../schema/json.ts'
import { UserError } from '../command-line/user-error.ts'
import { readText } from './files.ts'
import { intrinsicName } from './short-tags.ts'
import { parseYaml } from './yaml.ts'

/** Why a deployment fails (`broken`), or why this machine cannot tell what it includes (`elsewhere`). */
export type Obstacle = { kind: 'elsewhere' | 'broken'; sentence: string }

export const isInclude = (entry: unknown): entry is JsonMap => isMap(entry) && entry.Name === 'AWS::Include'

/** What an include adds, from a file in a folder: the one that it names, or one named as its object in S3 is. */
export const includedFile = (include: JsonMap, folder: string): { value?: JsonMap; obstacle?: Obstacle } => {
  const location = locationOf(own(own(include, 'Parameters'), 'Location'))
  if (location === undefined)
    return elsewhere(
      'a file whose name cannot be resolved before deployment, so that its content is left out here',
      'a Location that ends in a literal name',
    )
  const [, key] = location.match(/^s3:\/\/[^/]+\/(.+)$/) ?? []
  const names = key === undefined ? [location] : [key, basename(key)]
  const name = names.find(name => statSync(resolve(folder, name), { throwIfNoEntry: false })?.isFile())
  if (name !== undefined) return read(name, folder)
  if (key === undefined) return broken(`${location}, which is not a file`, 'a file or an s3 URI')
  return elsewhere(
    `${location}, whose content is left out here`,
    `a copy of it named ${basename(key)} next to the template`,
  )
}

/** A text, or a `!Sub` whose last part has no variable: `s3://${Bucket}/api.yaml`. */
const locationOf = (location: unknown): string | undefined => {
  const text = own(location, 'Fn::Sub') ?? location
  return typeof text !== 'string' || text === '' || /\$\{[^}]*\}[^/]*$/.test(text) ? undefined : text
}

const read = (name: string, folder: string): { value?: JsonMap; obstacle?: Obstacle } => {
  try {
    const { value, errors, document } = parseYaml(readText(name, resolve(folder, name), aSnippet))
    const [error] = errors
    if (error) return broken(`${name}, which is not YAML at line ${error.position.line}`, 'a map')
    if (!isMap(value)) return broken(`${name}, which is not a map`, 'a map')
    const tag = shortForm(document)
    return tag === undefined ? { value } : { value, ...broken(`${name}, which has ${tag}`, 'the long form of it') }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return broken(`${name}, which cannot be read`, 'a map in YAML or JSON')
  }
}

const aSnippet = { a: 'a snippet', form: 'YAML or JSON', name: 'snippet.yaml' }

/** CloudFormation reads no short forms in what it includes: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html */
const shortForm = (document: Document): string | undefined => {
  let tag: string | undefined
  visit(document, (_, node) => {
    if (!isNode(node) || intrinsicName(node as Node) === undefined) return undefined
    tag = String(node.tag)
    return visit.BREAK
  })
  return tag
}

const elsewhere = (found: string, expected: string) => ({ obstacle: obstacle('elsewhere', found, expected) })
const broken = (found: string, expected: string) => ({ obstacle: obstacle('broken', found, expected) })

const obstacle = (kind: Obstacle['kind'], found: string, expected: string): Obstacle => ({
  kind,
  sentence: `AWS::Include names ${found}; expected ${expected}.`,
})
