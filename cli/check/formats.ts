import { github } from './formats/github.ts'
import { json } from './formats/json.ts'
import { parseable } from './formats/parseable.ts'
import { pretty } from './formats/pretty.ts'
import { sarif } from './formats/sarif.ts'

/** What --format may be; the first one unless said otherwise. */
export const formats = { pretty, parseable, json, sarif, github }
export const isFormat = (name: string): name is keyof typeof formats => Object.hasOwn(formats, name)
