import { briefOf } from '../healthcheck/brief.ts'
import type { Finding } from '../healthcheck/finding.ts'
import type { FailedFunction } from './notice.ts'

/** What a notification has of a finding. */
export const failedFunction = (finding: Finding, withLog: boolean): FailedFunction => {
  const { target, request, verdict, liveVersion } = finding
  const { statusCode, functionLog } = verdict
  return {
    brief: briefOf(finding),
    ...(target && { functionName: target.functionName, arn: target.arn, targetVersion: target.targetVersion }),
    // without a version before, the target's own stands for it
    ...(target && target.currentVersion !== target.targetVersion && { currentVersion: target.currentVersion }),
    ...(request && { method: request.method, path: request.path }),
    ...(statusCode !== undefined && { statusCode }),
    ...(liveVersion?.statusCode !== undefined && { liveStatusCode: liveVersion.statusCode }),
    ...(withLog && functionLog && { functionLog }),
  }
}
