import type { ReasonCode } from '../../../healthcheck/verdict.ts'
import { isMap, type JsonMap, own } from '../../../schema/json.ts'

/** What the hook's log says about one function. */
export type LoggedVerdict = {
  /** `Failed Healthcheck.Timeout Site:2 GET /healthcheck -> no answer in 29000 ms` */
  verdict?: string | undefined
  reason?: ReasonCode | undefined
  /** What was found and what was expected. */
  sentence?: string | undefined
  /** What the function itself logged last, without Lambda's own lines. */
  functionLog?: string[]
  /** Why an unhealthy version did not fail the deployment, such as `Mode is Warn`. */
  waived?: string | undefined
  /** Why it passes although it is not proven to be healthy, such as `no worse than version 1`. */
  unproven?: string | undefined
  whatToDo?: string | undefined
}

/** The hook's verdict among the lines of its log, which are JSON, and the record after it, which says why. */
export const parseHookLog = (log: string): LoggedVerdict => {
  // a record with an event is progress, not a result
  const records = log
    .split('\n')
    .flatMap(line => parseRecord(line) ?? [])
    .filter(({ event }) => event === undefined)
  const first = records.find(({ status }) => status !== undefined) ?? records[0]
  if (!first) return {}
  const [, record] = records.slice(records.indexOf(first))
  if (record?.subject === undefined) return { verdict: first.message }
  const { functionLog } = record
  return {
    verdict: first.message,
    reason: ifText(record.reason) as ReasonCode | undefined,
    sentence: record.message,
    functionLog: (Array.isArray(functionLog) ? functionLog : []).map(String).filter(line => !platform.test(line)),
    waived: ifText(record.waived),
    unproven: ifText(record.unproven),
    whatToDo: ifText(record.whatToDo),
  }
}

const platform = /^((START|END|REPORT) RequestId: .*|\s*)$/

const ifText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const parseRecord = (line: string): (JsonMap & { message: string }) | undefined => {
  if (!line.startsWith('{')) return undefined
  try {
    const record: unknown = JSON.parse(line)
    const message = ifText(own(record, 'message'))
    return isMap(record) && message !== undefined ? { ...record, message } : undefined
  } catch {
    return undefined
  }
}
