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

const roundTrip = () => timed(() => JSON.stringify(JSON.parse(text)))
const transform = () => {
  const event = JSON.parse(text)
  return timed(() => handler(event))
}

// each of the two comes first in every other pair, so that neither pays for the other's garbage all the time
const measured = Array.from({ length: Number(pairs) }, (_, i) => {
  const before = i % 2 === 0 && roundTrip()
  const transformed = transform()
  const { ms } = before || roundTrip()
  if (transformed.result.status !== 'success') throw new Error(transformed.result.errorMessage)
  return { roundTripMs: ms, transformMs: transformed.ms }
})
process.stdout.write(JSON.stringify({ measured, peakKb: process.resourceUsage().maxRSS }))
