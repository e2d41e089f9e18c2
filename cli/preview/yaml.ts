import { isDeepStrictEqual } from 'node:util'
import { transformsOf } from '../../sam/transform-section.ts'
import { macroName } from '../macro/macro-event.ts'
import { parseYaml } from '../template/yaml.ts'
import { changesOf } from './changes.ts'
import { edited } from './edit.ts'
import type { Preview } from './preview.ts'
import { dump } from './short-form.ts'
import { applied, insertions, type Splice, withoutTransform } from './splice.ts'

/** What became of the author's text: new lines only, layout normalised, or written anew without the comments. */
export type Kept = 'all' | 'comments' | 'values'

/**
 * The transformed template in short form: the way that keeps most of the author's text of those whose result is, read
 * again, the macro's answer.
 */
export const yamlOf = (preview: Preview): { text: string; kept: Kept } => {
  const { template, transformed } = preview
  const isJson = /^\s*\{/.test(template.text)
  const ways: [Kept, () => string | undefined][] = isJson
    ? []
    : [
        ['all', () => spliced(preview)],
        ['comments', () => edited(preview)],
      ]
  for (const [kept, way] of ways) {
    const text = way()
    if (text !== undefined && isDeepStrictEqual(parseYaml(text).value, transformed)) return { text, kept }
  }
  // JSON has no comments to lose
  return { text: dump(transformed), kept: isJson ? 'comments' : 'values' }
}

const spliced = ({ template, plans }: Preview): string | undefined => {
  const { document, value } = template
  const newline = template.text.includes('\r\n') ? '\r\n' : '\n'
  const text = template.text.endsWith('\n') ? template.text : template.text + newline
  const index = transformsOf(value).indexOf(macroName)
  const splices: Splice[] = []
  for (const { path, added } of changesOf(plans)) {
    const more = insertions(text, document.contents, path, added)
    if (!more) return undefined
    splices.push(...more)
  }
  const transform = index < 0 ? undefined : withoutTransform(text, document.contents, index)
  return applied(text, transform ? [...splices, transform] : splices)
}
