import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { runHook } from '../helpers/hook-run.ts'
import { pythonWith } from '../helpers/python.ts'

const site = suite('FastAPI with Mangum')

/** A Python process that runs the site's handler, one event after the other. */
const startSite = (python: string) => {
  const script = fileURLToPath(new URL('../fixtures/healthcheck/site.py', import.meta.url))
  const process = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]()
  return {
    async handle(event: unknown) {
      process.stdin.write(`${JSON.stringify(event)}\n`)
      const { value } = await lines.next()
      const { result, errorType, errorMessage } = JSON.parse(value ?? '{}')
      if (errorType) throw Object.assign(new Error(errorMessage), { name: errorType })
      return result
    },
    async stop() {
      process.stdin.end()
      await once(process, 'exit')
    },
  }
}

const python = pythonWith('mangum')
let running: ReturnType<typeof startSite> | undefined

site.before(() => {
  running = python ? startSite(python) : undefined
})
site.after(() => running?.stop())

for (const [format, tags] of [
  ['REST API 1.0', {}],
  ['HTTP API 1.0', { EventType: 'HttpApi', PayloadFormatVersion: '1.0' }],
  ['HTTP API 2.0', { EventType: 'HttpApi', Route: 'ANY /=7Bproxy+=7D' }],
  ['Function URL 2.0', { EventType: 'FunctionUrl' }],
  ['ALB', { PayloadFormatVersion: 'ALB' }],
] as const)
  for (const [path, line] of [
    ['/healthcheck', /^Succeeded Site:12 GET \/healthcheck -> 200 /],
    ['/broken', /^Failed Healthcheck\.ResponseCodeMismatch Site:12 GET \/broken -> 500 /],
    ['/missing', /^Failed Healthcheck\.ResponseCodeMismatch Site:12 GET \/missing -> 404 /],
    ['/throws', /^Failed Healthcheck\.(FunctionError|ResponseCodeMismatch) Site:12 GET \/throws -> /],
  ] as const) {
    const test = python ? site : site.skip
    test(`${format}: GET ${path} is understood`, async () => {
      const settings = Object.fromEntries(
        Object.entries({ ...tags, Path: path }).map(([name, value]) => [`websitehealthcheck:${name}`, value]),
      )
      const run = await runHook({ tags: settings, functions: { Site: event => running?.handle(event) } })
      assert.match(run.lines[0] ?? '', line)
    })
  }

site.run()
