import { ListTagsCommand } from '@aws-sdk/client-lambda'
import { callWithRetry } from './call-with-retry.ts'
import type { Deadline } from './deadline.ts'
import type { Target } from './target.ts'
import type { HealthcheckWorld } from './world.ts'

/** Reads the tags of a function, for which Lambda wants the unqualified ARN. */
export const readTags = async (
  world: HealthcheckWorld,
  { arn }: Target,
  deadline: Deadline,
): Promise<Record<string, string>> => {
  const { Tags } = await callWithRetry(world, deadline, 'Lambda.ListTags', abortSignal =>
    world.lambda.send(new ListTagsCommand({ Resource: arn }), { abortSignal }),
  )
  const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string'
  return Object.fromEntries(Object.entries(Object(Tags)).filter(isText))
}
