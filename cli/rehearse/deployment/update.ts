import { createClock } from '../aws/clock.ts'
import { stepsOf } from '../aws/traffic.ts'
import { currentVersion } from '../version/numbers.ts'
import type { Release } from '../version/release.ts'
import { deploy } from './deploy.ts'
import { createHook, hookName } from './hook.ts'
import type { Operate, StackOperation } from './rehearsal.ts'
import { createTimeline, type Rehearsed } from './timeline.ts'

/** The update of a stack: CodeDeploy moves the alias of each function from its live version to the new one. */
export const updateStack: Operate = (aws, { newVersion, fault, tell, ...world }): StackOperation => {
  const hook = createHook(fault, world)

  const deployOne = async (release: Release): Promise<Rehearsed> => {
    const { logicalId, name, alias, deploymentType } = release
    const clock = createClock(() => performance.now())
    const timeline = createTimeline(clock, moment => tell(logicalId, moment))
    let live: string | undefined
    aws.observers.set(name, {
      request: (version, text) => timeline.add('Request', `version ${version}: ${text}`),
      answer: (version, text, ending) => {
        const isLive = version === currentVersion
        if (isLive && release.current) live = `${text}${ending}`
        const answer = isLive && !release.current ? 'its code is not available here' : `${text}${ending}`
        timeline.add('Answer', `version ${version}: ${answer}`)
      },
    })
    const heard = await deploy({
      shift: { name, alias, currentVersion, targetVersion: newVersion, hook: hookName },
      steps: stepsOf(deploymentType),
      deploymentType,
      startHook: hook.start,
      hookSeconds: hook.seconds,
      clock,
      timeline,
      register: deployment => void aws.deployments.push(deployment),
    })
    const after = heard.status === 'Succeeded' ? newVersion : currentVersion
    return { logicalId, name, ...heard, alias, before: currentVersion, after, live, moments: timeline.moments }
  }

  return { deploy: deployOne, rollBack, stop: hook.stop }
}

/** One deployment that failed fails the update of the stack, and CloudFormation rolls back the others too. */
const rollBack = (all: Rehearsed[]): Rehearsed[] =>
  all.map(one => {
    if (one.status === 'Failed') return one
    const text = `CloudFormation rolls back the stack: alias ${one.alias} returns to version ${one.before}`
    const atMs = Math.max(...all.flatMap(({ moments }) => moments.map(({ atMs }) => atMs)))
    return { ...one, after: one.before, moments: [...one.moments, { atMs, event: 'Rollback', text }] }
  })
