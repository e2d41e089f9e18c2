import { createLastWord } from '../last-word.ts'
import { createLastWordWorld } from '../last-word-world.ts'

/** The Lambda function that answers CloudFormation where the gate could not. */
export const handler = createLastWord(createLastWordWorld(process.env))
