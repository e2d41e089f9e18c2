import { randomUUID } from 'node:crypto'
import type { FailedFunction, Notice } from './notice.ts'

/** For programs, in the form of an event of EventBridge: schema/notification.schema.json. */
export const eventOf = ({ source, region, accountId, time, functions, links, command }: Notice) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Website Health Check Failed',
  source: 'codedeployhook',
  account: accountId,
  time,
  region,
  resources: functions.flatMap(({ arn, targetVersion }) => (arn ? [`${arn}:${targetVersion}`] : [])),
  detail: {
    ...source,
    functions: functions.map(detailOf),
    links: Object.fromEntries(links.map(({ name, url }) => [name, url])),
    command,
  },
})

const detailOf = ({ brief, arn: _, functionLog: __, ...facts }: FailedFunction) => ({
  ...facts,
  message: brief.line,
  ...(brief.reason && { reason: brief.reason }),
  ...(brief.found && { found: brief.found }),
  ...(brief.whatToDo && { whatToDo: brief.whatToDo }),
})
