import type { Paint } from '../command-line/paint.ts'
import { asJson } from './formats/json.ts'
import { asJunit } from './formats/junit.ts'
import { asText } from './formats/text.ts'
import type { Deployable } from './gated.ts'
import type { Rehearsed } from './timeline.ts'

/** What a rehearsal came to. */
export type Result = {
  file: string
  status: Rehearsed['status']
  functions: readonly Rehearsed[]
  leftAlone: Deployable['leftAlone']
  /** Whether the release that is live now was named. */
  live: unknown
}

export type FormatName = 'text' | 'json' | 'junit'

export const formats: Record<FormatName, (result: Result, paint: Paint) => string> = {
  text: asText,
  json: asJson,
  junit: asJunit,
}
