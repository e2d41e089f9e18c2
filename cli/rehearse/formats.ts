import type { Paint } from '../command-line/paint.ts'
import type { RehearsalResult } from './deployment/result.ts'
import { asJson } from './formats/json.ts'
import { asJunit } from './formats/junit.ts'
import { asText } from './formats/text.ts'

export type FormatName = 'text' | 'json' | 'junit'

export const formats: Record<FormatName, (result: RehearsalResult, paint: Paint) => string> = {
  text: asText,
  json: asJson,
  junit: asJunit,
}
