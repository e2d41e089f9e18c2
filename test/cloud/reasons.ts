import * as assert from 'uvu/assert'
import type { Cloud } from './account.ts'
import { eventsOf } from './stack.ts'

/** What the AWS CLI prints of a stack's reasons, with the command that docs/stack-gate.md gives. */
export const reasonsOf = async (cloud: Cloud, stack: string): Promise<string> => {
  const { exitCode, terminal } = await cloud.aws(
    ...['cloudformation', 'describe-stack-events', '--stack-name', stack],
    ...['--query', "StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId, ResourceStatusReason]"],
    ...['--output', 'text'],
  )
  assert.is(exitCode, 0, terminal)
  return terminal
}

/** What the last operation on a stack did to Site and what belongs to it: `SiteAliaslive UPDATE_COMPLETE`, one a line. */
export const outcomesOf = async (cloud: Cloud, stack: string): Promise<string> => {
  const events = await eventsOf(cloud, stack)
  const start = events.findLastIndex(
    ({ ResourceType, ResourceStatus = '' }) =>
      ResourceType === 'AWS::CloudFormation::Stack' && /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(ResourceStatus),
  )
  return events
    .slice(start)
    .filter(({ LogicalResourceId }) => LogicalResourceId?.startsWith('Site'))
    .filter(({ ResourceStatus }) => !ResourceStatus?.endsWith('_IN_PROGRESS'))
    .map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`)
    .join('\n')
}
