import type { JsonMap } from '../schema/json.ts'
import type { Problem } from '../schema/problem.ts'
import type { LeftAloneReason } from './left-alone.ts'

/**
 * What one step adds to a function's properties, and to the resources; or why the function has to stay as it is;
 * or what the user has to fix.
 */
export type StepResult = { added: JsonMap; beside?: JsonMap } | { reason: LeftAloneReason } | { problem: Problem }
