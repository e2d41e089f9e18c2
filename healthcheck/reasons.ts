import type { ReasonCode } from './verdict.ts'

/** What each code means and what to do. The table of docs/when-a-deployment-fails.md is made from it. */
export const reasons: Record<ReasonCode, { meaning: string; whatToDo: string }> = {
  'Healthcheck.ResponseCodeMismatch': {
    meaning: 'The new version answered with a status code that the Matcher does not accept.',
    whatToDo: 'Read the body and the log lines in the record. If that answer is fine, set Path or Matcher.',
  },
  'Healthcheck.SearchStringNotFound': {
    meaning: 'The status code is fine, but the first 5,120 bytes of the body do not contain SearchString.',
    whatToDo: 'Compare the beginning of the body in the record with SearchString.',
  },
  'Healthcheck.Timeout': {
    meaning: 'The new version did not answer within TimeoutSeconds.',
    whatToDo:
      'Look for a slow start or an unreachable dependency; raise TimeoutSeconds if visitors may wait that long.',
  },
  'Healthcheck.FunctionError': {
    meaning: 'The new version threw, crashed or ran into its own timeout.',
    whatToDo: "Read the error and the function's last log lines in the record.",
  },
  'Healthcheck.MalformedResponse': {
    meaning: 'The new version returned something that its API answers with a 500 or 502.',
    whatToDo: 'Return what the event format requires; if the wrong format was sent, set PayloadFormatVersion.',
  },
  'Hook.CouldNotAsk': {
    meaning:
      'The hook could not probe the version: AWS throttled or denied the call, or the version was not ready in time.',
    whatToDo:
      'Fix the error that the record names, and deploy again. If Lambda says that the version exists, change Description too. The version itself was not judged.',
  },
  'Hook.DeadlineExceeded': {
    meaning: 'The hook ran out of time before enough probes had succeeded or failed.',
    whatToDo: 'Lower thresholds, IntervalSeconds or TimeoutSeconds, or give the hook function a longer timeout.',
  },
  'Hook.InvalidDeployment': {
    meaning: 'The event, the deployment, its AppSpec or a tag does not say what to check.',
    whatToDo: 'Read the sentence in the record: it says what was found and what was expected.',
  },
}
