import { ask } from './attempt.ts'
import type { Deadline } from './deadline.ts'
import type { Target, Verdict } from './finding.ts'
import type { Plan } from './probe-plan.ts'
import type { World } from './world.ts'

/**
 * How the version that has the traffic now answers what the new one failed, if there is time to ask: it tells a broken
 * release from a broken dependency. It decides nothing.
 */
export const askBaseline = async (
  world: World,
  target: Target,
  plan: Plan,
  { reason }: Verdict,
  deadline: Deadline,
): Promise<Verdict | undefined> => {
  const { currentVersion: version, targetVersion } = target
  if (!reason?.startsWith('Healthcheck.') || version === targetVersion || deadline.leftMs() === 0) return undefined
  const { kind, verdict } = await ask(world, { target, version, plan }, deadline)
  return kind === 'answer' ? { ...verdict, sentence: compared(version, verdict) } : undefined
}

const compared = (version: string, { reason, sentence, answer }: Verdict): string =>
  reason
    ? `The current version ${version} fails too, so look beyond this release: ${sentence}`
    : `The current version ${version} answers ${answer}, so this release is the cause.`
