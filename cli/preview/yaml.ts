import { isDeepStrictEqual } from 'node:util'
import { transformsOf } from '../../sam/transform-section.ts'
import { isMap } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
import { expandIncludes } from '../template/include.ts'
import { parseYaml } from '../template/yaml.ts'
import { changesOf } from './changes.ts'
import type { Preview } from './preview.ts'
import { dump } from './short-form.ts'
import { applied, insertions, type Splice, withoutTransform } from './splice.ts'

/**
 * The transformed template in short form: the author's text with new lines in it wherever that, read again, is the
 * macro's answer. Otherwise it is rewritten, and its comments are lost.
 */
export const yamlOf = (preview: Preview): { text: string; losesComments: boolean } => {
  const { template, transformed } = preview
  // JSON has no comments to lose
  if (/^\s*\{/.test(template.text)) return { text: dump(transformed), losesComments: false }
  const text = spliced(preview)
  return text !== undefined && isDeepStrictEqual(reread(text, template.folder), transformed)
    ? { text, losesComments: false }
    : { text: dump(transformed), losesComments: true }
}

const reread = (text: string, folder: string): unknown => {
  const { value } = parseYaml(text)
  return isMap(value) ? expandIncludes(value, folder).value : value
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
