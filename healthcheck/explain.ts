import type { ParsedEvent } from '../hook/event.ts'
import { harmless } from './best-effort.ts'
import { type Finding, passes } from './finding.ts'
import type { World } from './world.ts'

/** Logs what was found: for each function a line to search for, then a record that says why. */
export const explain = (world: World, run: ParsedEvent, findings: Finding[]): void => {
  for (const finding of findings) {
    const write = levelOf(world, finding)
    harmless(() => write(lineOf(finding), identityOf(run, finding)))
    harmless(() => write(sentenceOf(finding), recordOf(run, finding)))
  }
  for (const problem of [...world.problems, ...findings.flatMap(({ problems }) => problems)])
    harmless(() => world.log.warn(`${problem} The default is used.`))
}

const levelOf = ({ log }: World, finding: Finding) => {
  if (!finding.verdict.reason) return log.info
  return passes(finding) ? log.warn : log.error
}

/** `Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 502 in 812 ms` */
export const lineOf = (finding: Finding): string => {
  const { subject, request, verdict, waived } = finding
  const { reason, answer, durationMs } = verdict
  return [
    passes(finding) ? 'Succeeded' : 'Failed',
    reason,
    subject,
    request && `${request.method} ${request.path}`,
    answer && `-> ${answer} in ${durationMs} ms`,
    reason && waived && `(${waived})`,
  ]
    .filter(Boolean)
    .join(' ')
}

const sentenceOf = ({ verdict, waived, baseline }: Finding): string =>
  [verdict.sentence, baseline?.sentence, verdict.reason && waived && `The deployment would have failed, but ${waived}.`]
    .filter(Boolean)
    .join(' ')

// what both records of a finding have, so that a query finds the one with the other
const identityOf = ({ execution }: ParsedEvent, { subject, verdict }: Finding) => ({
  deploymentId: execution?.deploymentId,
  subject,
  ...(verdict.reason && { reason: verdict.reason }),
})

// No header, no environment, no payload but the body's beginning: what a site answers may be personal.
const recordOf = (run: ParsedEvent, finding: Finding) => {
  const { target, request, verdict, waived, baseline } = finding
  const { sentence: _, answer: __, ...details } = verdict
  return {
    ...identityOf(run, finding),
    ...(target && {
      functionName: target.functionName,
      currentVersion: target.currentVersion,
      targetVersion: target.targetVersion,
    }),
    ...(request && { request }),
    ...details,
    ...(waived && { waived }),
    ...(baseline && { baseline: baselineOf(baseline) }),
  }
}

const baselineOf = ({ reason, statusCode, durationMs, error }: NonNullable<Finding['baseline']>) => ({
  reason,
  statusCode,
  durationMs,
  error,
})
