import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Cloud } from './account.ts'

/** One invocation of a function: the ARN with its qualifier, what went in and came out, and the lines of its log. */
export type Invocation = { function: string; event: string; log: string[]; isError: boolean; payload: string }

const names = { hook: 'CodeDeployHook_LambdaWebsite', macro: 'WebsiteHealthcheck' }

/** All invocations of a function so far, by its name, in the order in which they ended. */
export const invocationsOf = (cloud: Cloud, functionName: string): Invocation[] => {
  const arn = `:${cloud.accountId}:function:${functionName}`
  return readFileSync(cloud.trace, 'utf8')
    .split('\n')
    .filter(line => line.includes(arn))
    .map(line => JSON.parse(line) as Invocation)
    .filter(invocation => `${invocation.function}:`.includes(`${arn}:`))
}

/** The messages of the log lines of our macro or hook that name a function; those that are data stand as JSON. */
export const messagesOf = (cloud: Cloud, part: keyof typeof names, functionName: string): string[] =>
  invocationsOf(cloud, names[part])
    .flatMap(({ log }) => log)
    .filter(line => line.includes(functionName))
    .map(messageOf)

const messageOf = (line: string): string => {
  const { message } = JSON.parse(line) as { message?: unknown }
  return typeof message === 'string' ? message : line.trim()
}

/** Waits for a line of the hook's log that names a function: the hook reports first and ends its log after that. */
export const hookMessage = async (cloud: Cloud, functionName: string, pattern: RegExp): Promise<string> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = messagesOf(cloud, 'hook', functionName).find(message => pattern.test(message))
    if (found) return found
    await setTimeout(100)
  }
  throw new Error(`The hook's log has no ${pattern}:\n${messagesOf(cloud, 'hook', functionName).join('\n')}`)
}

export type MacroEvent = {
  fragment: { Description?: string }
  params: Record<string, unknown>
  templateParameterValues: Record<string, unknown>
}

/** What CloudFormation sent to our macro for the template with a description: the last of its events. */
export const macroEvent = (cloud: Cloud, description: string): MacroEvent => {
  const events = invocationsOf(cloud, names.macro).map(({ event }) => JSON.parse(event) as MacroEvent)
  const found = events.findLast(({ fragment }) => fragment.Description === description)
  if (!found) throw new Error(`No template with the description ${description} has reached the macro.`)
  return found
}
