// One process, as cold as a macro mostly is: pairs of the JSON round trip and the transform of the same event.
import { readFileSync } from 'node:fs'

const [, , module, eventFile, pairs] = process.argv
const text = readFileSync(eventFile, 'utf8')
const { handler } = await import(module)
console.info = () => undefined

const timed = work => {
  const start = performance.now()
  const result = work()
  return { ms: performance.now() - start, result }
}

const measured = Array.from({ length: Number(pairs) }, () => {
  const roundTrip = timed(() => JSON.stringify(JSON.parse(text)))
  const event = JSON.parse(text)
  const transform = timed(() => handler(event))
  if (transform.result.status !== 'success') throw new Error(transform.result.errorMessage)
  return { roundTripMs: roundTrip.ms, transformMs: transform.ms }
})
process.stdout.write(JSON.stringify({ measured, peakKb: process.resourceUsage().maxRSS }))
