import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

const schema = JSON.parse(readFileSync(new URL('../../schema/notification.schema.json', import.meta.url), 'utf8'))

/** What schema/notification.schema.json says of an event for programs. */
export const isNotificationEvent = new Ajv({
  strict: true,
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ },
  strictRequired: false,
}).compile(schema)
