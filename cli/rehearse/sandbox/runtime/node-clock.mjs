// Imported before a program that waits between attempts: a wait takes no time, and the program's clock goes on by as much.
// The file gets each wait in milliseconds, so that another clock can go on too.

import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

const file = new URL(import.meta.url).searchParams.get('file')
const { setTimeout } = timers
const now = performance.now.bind(performance)
let skippedMs = 0

performance.now = () => now() + skippedMs

timers.setTimeout = async (ms, value, options) => {
  // with a signal it is the time limit of a call, which takes its time
  if (options?.signal) return setTimeout(ms, value, options)
  skippedMs += ms
  appendFileSync(file, `${ms}\n`)
  return value
}
syncBuiltinESMExports()
