import { bestEffort } from './best-effort.ts'
import { comparisonSentence } from './comparison-sentence.ts'
import { type Finding, isUnproven, passes } from './finding.ts'
import { type OutcomeWords, outcomeWords } from './outcome-words.ts'
import { answerOf, sentenceOf } from './sentence.ts'
import { observationOf, reasonOf, type Verdict } from './verdict.ts'
import { whatToDo } from './what-to-do.ts'
import type { HealthcheckWorld } from './world.ts'

/** What identifies the deployment in each record of the log, such as its `deploymentId`. */
export type Context = Record<string, string | undefined>

/** Logs what was found: for each function a line to search for, then a record that says why. */
export const explain = (world: Pick<HealthcheckWorld, 'log' | 'problems'>, context: Context, findings: Finding[]) => {
  for (const finding of findings) {
    const write = levelOf(world, finding)
    bestEffort(() => write(lineOf(finding), { ...identityOf(context, finding), status: statusOf(finding) }))
    bestEffort(() => write(explanationOf(finding), recordOf(context, finding)))
  }
  for (const problem of [...world.problems, ...findings.flatMap(({ problems }) => problems)])
    bestEffort(() => world.log.warn(`${problem} The default is used.`))
}

const levelOf = ({ log }: Pick<HealthcheckWorld, 'log'>, finding: Finding) => {
  if (finding.verdict.kind === 'healthy' && !finding.outcome) return log.info
  return passes(finding) ? log.warn : log.error
}

/** `Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 502 in 812 ms` */
export const lineOf = (finding: Finding): string => {
  const { subject, request, verdict, waiver } = finding
  const reason = reasonOf(verdict)
  const compared = comparedIn(finding)
  return [
    statusOf(finding),
    reason,
    subject,
    request && `${request.method} ${request.path}`,
    verdict.durationMs !== undefined && `-> ${answerOf(verdict)} in ${verdict.elapsedMs ?? verdict.durationMs} ms`,
    reason && waiver && `(${waiver.text})`,
    compared && `(${compared.note})`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** In CodeDeploy's words. */
const statusOf = (finding: Finding): 'Succeeded' | 'Failed' => (passes(finding) ? 'Succeeded' : 'Failed')

const explanationOf = (finding: Finding): string => {
  const { target, verdict, waiver, liveVersion } = finding
  return [
    sentenceOf(verdict),
    comparedIn(finding)?.sentence ??
      (target &&
        liveVersion &&
        verdict.kind === 'unhealthy' &&
        comparisonSentence(target.currentVersion, verdict, liveVersion)),
    verdict.kind !== 'healthy' && waiver && `The deployment would have failed, but ${waiver.text}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

const comparedIn = ({ target, verdict, liveVersion, outcome }: Finding): OutcomeWords | undefined => {
  if (!target || !outcome || verdict.kind === 'notProbed') return undefined
  const { currentVersion, targetVersion } = target
  return outcomeWords(outcome, currentVersion === targetVersion ? undefined : currentVersion, verdict, liveVersion)
}

// what both records of a finding have, so that a query finds the one with the other
const identityOf = (context: Context, { subject, verdict }: Finding) => {
  const reason = reasonOf(verdict)
  return { ...context, subject, ...(reason && { reason }) }
}

// No header, no environment, no payload but the body's beginning: what a site answers may be personal.
const recordOf = (context: Context, finding: Finding) => {
  const { target, request, verdict, waiver, liveVersion, outcome } = finding
  const compared = comparedIn(finding)
  const advice = compared?.whatToDo ?? whatToDo(finding)
  return {
    ...identityOf(context, finding),
    ...(target && {
      functionName: target.functionName,
      currentVersion: target.currentVersion,
      targetVersion: target.targetVersion,
    }),
    ...(request && { request }),
    ...shownOf(verdict),
    ...(advice !== undefined && { whatToDo: advice }),
    ...(waiver && { waived: waiver.text }),
    ...(liveVersion && { liveVersion: briefly(liveVersion) }),
    ...(outcome && { outcome }),
    ...(compared && isUnproven(finding) && { unproven: compared.note }),
  }
}

/** The log of a healthy function stays private. */
const shownOf = (verdict: Verdict) => {
  const { functionLog, ...others } = observationOf(verdict)
  return {
    ...others,
    ...('call' in verdict && { call: verdict.call }),
    ...(verdict.kind !== 'healthy' && functionLog && { functionLog }),
  }
}

const briefly = (verdict: Verdict) => {
  const { statusCode, durationMs, error } = verdict
  return { reason: reasonOf(verdict), statusCode, durationMs, error }
}
