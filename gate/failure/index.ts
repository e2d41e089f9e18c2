import { createLastWord } from '../last-word.ts'
import { createResponseWorld } from '../response-world.ts'

/** The Lambda function that answers CloudFormation where the gate could not. */
export const handler = createLastWord(createResponseWorld(process.env))
