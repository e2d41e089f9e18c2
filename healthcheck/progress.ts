import type { Attempt } from './attempt.ts'
import { bestEffort } from './best-effort.ts'
import { describeFailure } from './failure.ts'
import type { ErrorText } from './verdict.ts'
import type { HealthcheckWorld } from './world.ts'

type World = Pick<HealthcheckWorld, 'log'>

/** Logs that work has begun, so that a reader sees it before the work ends. */
export const announceStart = ({ log }: World, sentence: string, details: Record<string, unknown>): void =>
  bestEffort(() => log.info(sentence, { event: 'Started', ...details }))

/** Logs that a call is retried. Only the first retry: a throttled call is retried many times. */
export const announceRetry = ({ log }: World, call: string, error: ErrorText, subject?: string): void =>
  bestEffort(() =>
    log.warn(`${describeFailure(call, error)} It is retried until the deadline.`, {
      event: 'Retrying',
      ...(subject !== undefined && { subject }),
      call,
      error,
    }),
  )

/** The same probe, with its first retry announced. */
export const announcingRetry = (world: World, subject: string, probe: () => Promise<Attempt>) => {
  let isAnnounced = false
  return async (): Promise<Attempt> => {
    const attempt = await probe()
    const { kind, verdict } = attempt
    if (!isAnnounced && (kind === 'retryable' || kind === 'denied') && 'call' in verdict) {
      isAnnounced = true
      announceRetry(world, verdict.call, verdict.error, subject)
    }
    return attempt
  }
}
