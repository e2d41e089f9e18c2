import { problemPath } from './problem-path.ts'
import type { Template } from './template.ts'

/** A sentence that begins with what it is about, such as `Site.Metadata`, with its place in the file before it. */
export const located = (template: Template, sentence: string): string =>
  `${template.at(problemPath(sentence, template.value))} ${sentence}`
