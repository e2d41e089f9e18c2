import type { Deadline } from '../healthcheck/deadline.ts'
import type { Finding } from '../healthcheck/finding.ts'
import { notify } from '../notification/notify.ts'
import type { ParsedEvent } from './event.ts'
import type { Status } from './report.ts'
import type { HookWorld } from './world.ts'

/** Tells people about a deployment that this run of the hook has failed; earlier runs have sent their own notifications. */
export const notifyFailure = async (
  world: HookWorld,
  { execution }: ParsedEvent,
  { reported, findings, hookArn }: { reported: Status | undefined; findings: Finding[]; hookArn: string },
  deadline: Deadline,
): Promise<void> => {
  if (!execution || reported !== 'Failed') return
  const { deploymentId } = execution
  const region = world.notifier?.region
  const path = `codesuite/codedeploy/deployments/${encodeURIComponent(deploymentId)}?region=${region}`
  const page = { name: 'Deployment', path } as const
  await notify(world, { source: { deploymentId }, page, findings, ownArn: hookArn }, deadline)
}
