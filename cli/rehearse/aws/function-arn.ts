import { accountId } from '../../macro/macro-event.ts'

/** The unqualified ARN of a function in the account of the rehearsal. */
export const functionArn = (region: string, name: string): string =>
  `arn:aws:lambda:${region}:${accountId}:function:${name}`
