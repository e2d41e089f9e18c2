import type { Deadline } from '../healthcheck/deadline.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'
import { notify } from '../notification/notify.ts'
import type { NotificationWorld } from '../notification/world.ts'
import type { GateRequest } from './event.ts'

/** Tells people about a version that the gate has failed: the hook never runs for it. */
export const notifyFailure = async (
  world: NotificationWorld,
  { requestId, stackId, logicalResourceId }: GateRequest,
  { finding, ownArn }: { finding: Finding; ownArn: string },
  deadline: Deadline,
): Promise<void> => {
  if (passes(finding)) return
  const region = world.notifier?.region
  const path = `cloudformation/home?region=${region}#/stacks/events?stackId=${encodeURIComponent(stackId)}`
  const source = { requestId, stackId, logicalResourceId }
  await notify(world, { source, page: { name: 'Stack', path }, findings: [finding], ownArn }, deadline)
}
