import type { Finding } from './finding.ts'
import { reasons } from './reasons.ts'

/** What to do about a finding that is not healthy, in sentences; undefined for one that is. */
export const whatToDo = ({ verdict, target }: Finding): string | undefined => {
  if (verdict.kind === 'healthy') return undefined
  const general = reasons[verdict.reason].whatToDo
  if (verdict.reason === 'Healthcheck.Timeout' && target)
    return `${general} What it logged is in ${logGroupOf(target)}, unless LoggingConfig names another group, in the streams of version ${target.targetVersion}.`
  const defaultHost = 'defaultHost' in verdict ? verdict.defaultHost : undefined
  return defaultHost !== undefined && hostMatters.has(verdict.statusCode ?? 0)
    ? `${general} The function was probed as ${defaultHost}; if it answers only to its own name, set Host.`
    : general
}

/** Status codes of sites that do not know the host name: Django 400, others 403 or 421. */
const hostMatters: ReadonlySet<number> = new Set([400, 403, 421])

const logGroupOf = ({ functionName }: { functionName: string }): string => `/aws/lambda/${functionName}`
