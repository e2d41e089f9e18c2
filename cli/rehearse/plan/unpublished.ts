import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { effective } from '../../../sam/globals.ts'
import { functionsOf } from '../../../sam/template.ts'
import { layersOf, versionContents, versionProperties } from '../../../sam/version-contents.ts'
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
    const start = `A deployment of ${next.template.file} would publish no new version of ${logicalId}, so no hook would run:`
    return [`${start} ${why(now, changesBetween(now, before), live.template.file)}`]
  })

const why = ({ hash, hasOwnHash }: Version, changed: string[], liveFile: string): string => {
  if (changed.length === 0) return `nothing that a version holds differs from ${liveFile}.`
  if (hasOwnHash) return `AutoPublishCodeSha256 is the same, although ${listed(changed)} changed.`
  return hash === undefined
    ? `SAM publishes none for changes to ${listed(changed)}. Set PublishOn: Change on the function.`
    : 'the hash of PublishOn: Change leaves out values of NoEcho and SSM parameters, and nothing else differs.'
}

type Version = {
  alias: unknown
  hash: unknown
  /** The hash is not the macro's. */
  hasOwnHash: boolean
  hasAllProperties: boolean
  /** Each property that a version holds, resolved. */
  contents: Record<string, unknown>
  /** What SAM makes the version's logical ID from if there is no hash. */
  bySam: unknown
  /** Of the files on this machine: those of its code, and those of each layer of the same template. */
  code: string | undefined
  layers: (string | undefined)[]
}

const versionOf = ({ template, value, known }: Deployable, logicalId: string): Version | undefined => {
  const web = functionsOf(value.Resources).find(web => web.logicalId === logicalId)
  if (!web) return undefined
  const of = (property: string) => effective(value, web, property)
  const written = functionsOf(template.value.Resources).find(web => web.logicalId === logicalId)
  return {
    alias: of('AutoPublishAlias'),
    hash: of('AutoPublishCodeSha256'),
    hasOwnHash: written !== undefined && effective(template.value, written, 'AutoPublishCodeSha256') !== undefined,
    hasAllProperties: of('AutoPublishAliasAllProperties') === true,
    contents: dig(versionContents(value, web, known), 'properties') as Record<string, unknown>,
    bySam: ['CodeUri', 'ImageUri', 'InlineCode', 'Environment', 'MemorySize', 'SnapStart'].map(of),
    code: own(web.properties, 'InlineCode') === undefined ? digestOf(template.folder, of('CodeUri'), made) : undefined,
    // a layer is made of installed packages
    layers: layersOf(value, web, known).map(layer =>
      digestOf(template.folder, own(layer, 'ContentUri') ?? own(layer, 'Content'), new Set()),
    ),
  }
}

const changesBetween = (now: Version, before: Version): string[] => {
  const isSame: Record<string, boolean> = {
    CodeUri: now.code === before.code,
    Layers: isDeepStrictEqual(now.layers, before.layers),
  }
  return versionProperties.filter(
    name => isSame[name] === false || !isDeepStrictEqual(now.contents[name], before.contents[name]),
  )
}

/**
 * Whether SAM would give the version another logical ID.
 * https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/sam_resources.py
 */
const publishes = (now: Version, before: Version): boolean => {
  if (now.hash !== before.hash) return true
  if (now.hasOwnHash) return false
  if (now.code !== before.code) return true
  // the macro's hash holds the URIs of code and layers, which SAM makes from their content
  if (now.hash !== undefined) return !isDeepStrictEqual(now.layers, before.layers)
  return now.hasAllProperties
    ? !isDeepStrictEqual(now.contents, before.contents)
    : !isDeepStrictEqual(now.bySam, before.bySam)
}

/** `sam package` names code and layers by their content, whatever folder it is in. */
const digestOf = (folder: string, uri: unknown, skipped: ReadonlySet<string>): string | undefined => {
  if (typeof uri !== 'string' || /^\w+:\/\//.test(uri)) return undefined
  const path = resolve(folder, uri)
  if (!existsSync(path)) return undefined
  const digest = createHash('sha256')
  for (const file of filesIn(path, skipped))
    digest.update(file.slice(path.length)).update('\0').update(readFileSync(file))
  return digest.digest('hex')
}

const filesIn = (path: string, skipped: ReadonlySet<string>): string[] => {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(entry => {
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesIn(join(path, entry.name), skipped)
      return entry.isFile() ? [join(path, entry.name)] : []
    })
}

/** What is installed or made from the rest. */
const made: ReadonlySet<string> = new Set(['node_modules', '__pycache__', '.git', '.aws-sam', 'venv', '.venv'])
