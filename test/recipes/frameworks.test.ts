import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { planProbe } from '../../healthcheck/probe-plan.ts'
import { createEvent } from '../../healthcheck/request.ts'
import { defaults } from '../../schema/settings.ts'
import { pythonWith } from '../helpers/python.ts'
import { folderOf, recipe } from './recipe.ts'

/** What the hook sends to a site behind an HTTP API or a REST API. */
const eventOf = (EventType: 'HttpApi' | 'Api') =>
  createEvent(
    planProbe(EventType === 'Api' ? {} : { 'websitehealthcheck:EventType': EventType }, 'Site', defaults),
    { accountId: '123456789012', region: 'eu-central-1' },
    0,
  )

const context = { awsRequestId: '1', functionName: 'site', getRemainingTimeInMillis: () => 5_000 }
const runNode = (file: string) => `
  const { handler } = await import('./${file}')
  const context = { ...${JSON.stringify(context)}, getRemainingTimeInMillis: () => 5000 }
  const result = await handler(JSON.parse(process.env.EVENT), context)
  console.log('RESULT ' + JSON.stringify(result))
  process.exit()
`
const runPython = `
import json, os
from fastapi_site import handler
print("RESULT " + json.dumps(handler(json.loads(os.environ["EVENT"]), {})))
`

type Result = { statusCode: number; body: string }

const answer = (folder: string, command: string, args: string[], event: object, name: string | undefined): Result => {
  const { stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, EVENT: JSON.stringify(event), ...(name && { SHOP_NAME: name }) },
  })
  const line = stdout.split('\n').find(line => line.startsWith('RESULT '))
  if (!line) throw new Error(stdout + stderr)
  return JSON.parse(line.slice('RESULT '.length))
}

const database = {
  healthy: { js: 'export const ping = async () => {}\n', py: 'async def ping() -> None:\n    pass\n' },
  broken: {
    js: "export const ping = async () => { throw new Error('secret of the database') }\n",
    py: 'async def ping() -> None:\n    raise RuntimeError("secret of the database")\n',
  },
}

const frameworks = suite('docs/recipes.md: a deep health check')
const python = pythonWith('mangum')

const run = (framework: string, state: keyof typeof database, event: object, name?: string): Result => {
  const inPython = framework === 'fastapi_site.py'
  const files: Record<string, string> = inPython
    ? { [framework]: recipe('python', framework), 'database.py': database[state].py }
    : {
        [framework]: recipe('js', framework),
        'health.mjs': recipe('js', 'health.mjs'),
        'database.mjs': database[state].js,
      }
  const folder = folderOf(files, { packages: !inPython })
  try {
    return inPython
      ? answer(folder, python ?? '', ['-c', runPython], event, name)
      : answer(folder, process.execPath, ['--input-type=module', '-e', runNode(framework)], event, name)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

for (const framework of ['express.mjs', 'fastify.mjs', 'hono.mjs', 'powertools.mjs', 'fastapi_site.py']) {
  const fact = framework !== 'fastapi_site.py' || python ? frameworks : frameworks.skip
  for (const eventType of ['HttpApi', 'Api'] as const) {
    fact(`${framework} is healthy behind an ${eventType} event`, () => {
      const { statusCode, body } = run(framework, 'healthy', eventOf(eventType), 'Tea')
      assert.equal([statusCode, JSON.parse(body)], [200, { settings: 'ok', database: 'ok' }])
    })
  }

  fact(`${framework} answers 503 without a word about why where the database fails`, () => {
    const { statusCode, body } = run(framework, 'broken', eventOf('HttpApi'), 'Tea')
    assert.equal([statusCode, JSON.parse(body)], [503, { settings: 'ok', database: 'failed' }])
  })

  fact(`${framework} answers 503 where a setting is missing`, () => {
    const { statusCode, body } = run(framework, 'healthy', eventOf('HttpApi'))
    assert.equal([statusCode, JSON.parse(body)], [503, { settings: 'failed', database: 'ok' }])
  })
}

frameworks.run()
