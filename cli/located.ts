import { own } from '../macro/template.ts'
import type { Template } from './template.ts'

/** A sentence that begins with a path below Resources, such as `Site.Metadata`, with its place in the file before it. */
export const located = ({ file, value, at }: Template, sentence: string): string => {
  const path = (sentence.match(/^[\w.]+/)?.[0] ?? '').split('.')
  const inResources = path[0] !== undefined && own(value.Resources, path[0]) !== undefined
  return `${inResources ? at(['Resources', ...path]) : file}: ${sentence}`
}
