import { isDeepStrictEqual } from 'node:util'
import { type Document, isMap, isScalar, isSeq, type ToStringOptions, type YAMLMap } from 'yaml'
import { macroName, transformsOf } from '../macro-event.ts'
import { parseYaml } from '../yaml.ts'
import { addAt } from './edit.ts'
import type { Preview } from './preview.ts'
import { dump } from './short-form.ts'

/**
 * The transformed template with the author's comments and order. Where the text is JSON, or shares by an anchor what
 * the macro changes in one place only, it is written anew, and `comments` says that they are gone.
 */
export const yamlOf = ({ template, plans, transformed }: Preview): { text: string; comments: boolean } => {
  if (/^\s*\{/.test(template.text)) return { text: dump(transformed), comments: true }
  const document = template.document.clone()
  for (const plan of plans)
    if (plan.kind === 'gated') addAt(document, ['Resources', ...plan.web.path, 'Properties'], plan.added)
  dropTransform(document, transformsOf(template.value).indexOf(macroName))
  const text = document.toString(habits(template.text))
  return isDeepStrictEqual(parseYaml(text).value, transformed)
    ? { text, comments: true }
    : { text: dump(transformed), comments: false }
}

const dropTransform = (document: Document, index: number): void => {
  if (index < 0 || !isMap(document.contents)) return
  const map = document.contents as YAMLMap
  const pair = map.items.findLast(({ key }) => isScalar(key) && key.value === 'Transform')
  if (isSeq(pair?.value) && pair.value.items.length > 1) pair.value.items.splice(index, 1)
  else map.items = map.items.filter(other => other !== pair)
}

/** How the author indents lists and pads braces, so that a diff shows the additions alone. */
const habits = (text: string): ToStringOptions => ({
  lineWidth: 0,
  indent: Math.max(2, text.match(/^ +(?=[^ #\n])/m)?.[0].length ?? 2),
  indentSeq: !/^( *)[^\s#-].*:[ ]*\n\1- /m.test(text),
  flowCollectionPadding: !/[[{][^\s\]}]/.test(text.replace(/\$\{|"[^"\n]*"|'[^'\n]*'/g, '')),
})
