import * as assert from 'uvu/assert'
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import { isMap, type JsonMap } from '../../schema/json.ts'
import { contains } from '../helpers/contains.ts'

/** Values of parameters that nothing else looks like: one of a NoEcho parameter, one of another. */
export type Values = { secret: string; plain: string }

/** What the design promises of every event. Throws where a promise is broken, and gives back what came out. */
export const check = (event: JsonMap, { secret, plain }: Values): 'success' | 'failed' => {
  const before = JSON.stringify(event)
  const log: unknown[] = []
  const answer = createHandler(worldOf({}, record => log.push(record)))
  const answered = answer(event)
  const { status, errorMessage = '', fragment } = answered
  const text = JSON.stringify(answered)
  const logged = JSON.stringify(log)

  assert.is(JSON.stringify(event), before, 'the event was changed')
  assert.is(JSON.stringify(answer(JSON.parse(before))), text, 'the same event, another answer')
  assert.type(answered.requestId, 'string')
  assert.ok(status === 'success' || status === 'failed', `the status is ${status}`)
  assert.is(status === 'failed', errorMessage !== '', 'a message goes with a failure, and only with one')
  assert.not.match(errorMessage, /fault in WebsiteHealthcheck/)
  assert.ok(errorMessage.length < 8000, 'the message is longer than anybody reads')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
  assert.not.match(errorMessage, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)

  for (const value of [secret, plain]) {
    assert.not.match(errorMessage, value)
    assert.not.match(logged, value)
  }
  if (status === 'failed') return status

  const written = JSON.stringify(event.fragment)
  assert.is(count(JSON.stringify(fragment), secret), count(written, secret), 'the template got a secret')
  assert.is(count(JSON.stringify(withoutOurs(fragment)), plain), count(written, plain), 'a value is out of its place')
  assert.ok(contains(fragment, JSON.parse(written)), 'something that the user wrote is gone or changed')
  const again = answer({ ...event, fragment: JSON.parse(JSON.stringify(fragment)) })
  assert.is(JSON.stringify(again), text, 'twice is not once')
  return status
}

const count = (text: string, piece: string): number => text.split(piece).length - 1

/** Without what needs the value itself: the tags of the hook, and the type of a deployment, which SAM takes as text. */
const withoutOurs = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutOurs)
  if (!isMap(value)) return value
  const entries = Object.entries(value).flatMap(([key, entry]) => {
    if (key.startsWith('websitehealthcheck:')) return []
    if (key === 'DeploymentPreference' && isMap(entry)) {
      const { Type: _, ...others } = entry
      return [[key, withoutOurs(others)]]
    }
    return [[key, withoutOurs(entry)]]
  })
  return Object.fromEntries(entries)
}
