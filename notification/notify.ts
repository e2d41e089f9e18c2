import { bestEffort } from '../healthcheck/best-effort.ts'
import { consoleUrl, logUrl } from '../healthcheck/console.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import { describeFailure, parseFailure } from '../healthcheck/failure.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'
import { logCommand } from '../healthcheck/log-command.ts'
import { reportWithRetry } from '../healthcheck/report-with-retry.ts'
import { failedFunction } from './failed-function.ts'
import type { Link, Notice } from './notice.ts'
import type { NotificationWorld, Notifier } from './world.ts'

/** What failed, as its adapter names it. */
export type Failed = {
  /** The first of them identifies it in the log. */
  source: Record<string, string>
  /** The page of the console about it. */
  page?: { name: Link['name']; path: string }
  findings: Finding[]
  ownArn: string
}

/**
 * Tells the subscribers of the topic what failed, in the time that is left. It runs after the report and cannot
 * change the verdict. It never throws.
 */
export const notify = async (world: NotificationWorld, failed: Failed, deadline: Deadline): Promise<void> => {
  const { notifier } = world
  const limit = limited(world, deadline)
  if (!notifier || limit.reportLeftMs() === 0) return
  try {
    const send = await notifier.prepare(noticeOf(notifier, failed))
    const failure = await reportWithRetry(world, limit, call, send)
    if (failure) throw failure.error
  } catch (error) {
    bestEffort(() =>
      world.log.warn(`The notification was not sent. ${describeFailure(call, parseFailure(error).error)}`),
    )
  }
}

const call = 'SNS.Publish'

/** No message may delay the end of the hook for longer than this. */
const patienceMs = 20_000

/** The shortest attempt of a report, which may begin when the time is over. */
const lastAttemptMs = 1_000

const limited = ({ now }: NotificationWorld, deadline: Deadline) => {
  const end = now() + patienceMs
  return { reportLeftMs: () => Math.max(0, Math.min(deadline.reportLeftMs() - lastAttemptMs, end - now())) }
}

const noticeOf = (notifier: Notifier, { source, page, findings, ownArn }: Failed): Notice => {
  const { region, withLog, logGroup, logStream, dashboard } = notifier
  const [[field, value] = ['', '']] = Object.entries(source)
  const links: (false | undefined | { name: Link['name']; url: string | undefined })[] = [
    page && { name: page.name, url: consoleUrl(region, page.path) },
    { name: 'Log', url: logUrl(region, logGroup, logStream) },
    dashboard !== undefined && {
      name: 'Dashboard',
      url: consoleUrl(region, `cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard}`),
    },
  ]
  return {
    source,
    region,
    accountId: ownArn.split(':')[4] ?? '',
    time: new Date().toISOString(),
    functions: findings.filter(finding => !passes(finding)).map(finding => failedFunction(finding, withLog)),
    links: links.flatMap(link => (link && link.url !== undefined ? [{ name: link.name, url: link.url }] : [])),
    command: logCommand(logGroup, field, value),
  }
}
