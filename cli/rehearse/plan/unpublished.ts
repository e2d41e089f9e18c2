import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { effective } from '../../../sam/globals.ts'
import { functionsOf, type WebFunction } from '../../../sam/template.ts'
import { versionContents, versionProperties } from '../../../sam/version-contents.ts'
import { dig, own } from '../../../schema/json.ts'
import { listed } from '../../command-line/listed.ts'
import type { Deployable } from './deployable.ts'

/**
 * A sentence for each function for which a deployment from the live template to the next would publish no version, so
 * that CodeDeploy would not run at all.
 *
 * @param logicalIds of the functions that are rehearsed
 */
export const unpublished = (next: Deployable, live: Deployable, logicalIds: readonly string[]): string[] =>
  logicalIds.flatMap(logicalId => {
    const [now, before] = [next, live].map(of => versionOf(of, logicalId))
    // without an alias before, SAM makes one in any case
    if (!now || !before || before.alias === undefined || publishes(now, before)) return []
    const changed = versionProperties.filter(name => !isDeepStrictEqual(now.contents[name], before.contents[name]))
    const start = `A deployment of ${next.template.file} would publish no new version of ${logicalId}, so no hook would run:`
    return [
      changed.length === 0
        ? `${start} nothing that a version holds differs from ${live.template.file}.`
        : `${start} SAM publishes none for changes to ${listed(changed)}. Set PublishOn: Change on the function.`,
    ]
  })

type Version = {
  alias: unknown
  hash: unknown
  hasAllProperties: boolean
  /** Each property that a version holds, resolved. */
  contents: Record<string, unknown>
  /** What SAM makes the version's logical ID from if there is no hash. */
  bySam: unknown
  /** Of the files of its code on this machine. */
  code: string | undefined
}

const versionOf = ({ template, value, known }: Deployable, logicalId: string): Version | undefined => {
  const web = functionsOf(value.Resources).find(web => web.logicalId === logicalId)
  if (!web) return undefined
  const of = (property: string) => effective(value, web, property)
  return {
    alias: of('AutoPublishAlias'),
    hash: of('AutoPublishCodeSha256'),
    hasAllProperties: of('AutoPublishAliasAllProperties') === true,
    contents: dig(versionContents(value, web, known), 'properties') as Record<string, unknown>,
    bySam: ['CodeUri', 'ImageUri', 'InlineCode', 'Environment', 'MemorySize', 'SnapStart'].map(of),
    code: codeDigest(web, template.folder, of('CodeUri')),
  }
}

/**
 * Whether SAM would give the version another logical ID.
 * https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/sam_resources.py
 */
const publishes = (now: Version, before: Version): boolean => {
  if (now.code !== before.code) return true
  if (now.hash !== undefined || before.hash !== undefined) return now.hash !== before.hash
  return now.hasAllProperties
    ? !isDeepStrictEqual(now.contents, before.contents)
    : !isDeepStrictEqual(now.bySam, before.bySam)
}

/** `sam package` names code by its content, whatever folder it is in. */
const codeDigest = ({ properties }: WebFunction, folder: string, uri: unknown): string | undefined => {
  if (typeof uri !== 'string' || /^\w+:\/\//.test(uri) || own(properties, 'InlineCode') !== undefined) return undefined
  const path = resolve(folder, uri)
  if (!existsSync(path)) return undefined
  const digest = createHash('sha256')
  for (const file of filesIn(path)) digest.update(file.slice(path.length)).update('\0').update(readFileSync(file))
  return digest.digest('hex')
}

/** Without what is installed or made from the rest. */
const filesIn = (path: string): string[] => {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(entry => {
      if (entry.isDirectory()) return made.has(entry.name) ? [] : filesIn(join(path, entry.name))
      return entry.isFile() ? [join(path, entry.name)] : []
    })
}

const made = new Set(['node_modules', '__pycache__', '.git', '.aws-sam', 'venv', '.venv'])
