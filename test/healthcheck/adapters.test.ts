import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Format } from '../../healthcheck/probe-plan.ts'
import { runHook } from '../helpers/hook-run.ts'
import { type Page, websites } from '../websites/websites.ts'

// Real websites behind the adapters that their users put in front of them. An event that one of these refuses, or a
// response of theirs that is misjudged, is a mistake of the hook.

/** Tags under which the hook sends an event of the format. */
const tagsOf: Record<Format, Record<string, string>> = {
  'REST API 1.0': {},
  'HTTP API 1.0': { EventType: 'HttpApi', PayloadFormatVersion: '1.0' },
  'HTTP API 2.0': { EventType: 'HttpApi', Route: 'ANY /=7Bproxy+=7D' },
  'Function URL 2.0': { EventType: 'FunctionUrl' },
  ALB: { PayloadFormatVersion: 'ALB' },
}

const context = {
  awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
  functionName: 'Site',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 30_000,
}

const broken: Page = () => {
  throw new Error('no database')
}

const rows: [title: string, page: Page | undefined, reported: 'Succeeded' | 'Failed'][] = [
  ['answers 200', () => ({ status: 200, body: 'all is well' }), 'Succeeded'],
  ['redirects', () => ({ status: 302, body: '' }), 'Succeeded'],
  ['answers 500', () => ({ status: 500, body: 'sorry' }), 'Failed'],
  ['has no such page', undefined, 'Failed'],
  ['throws', broken, 'Failed'],
]

for (const { name, formats, create } of websites) {
  const site = suite(name)

  for (const format of formats) {
    const tags = Object.fromEntries(
      Object.entries(tagsOf[format]).map(([key, value]) => [`websitehealthcheck:${key}`, value]),
    )
    const ask = async (pages: Record<string, Page>, settings: Record<string, string> = {}) => {
      const handler = create(pages)
      return runHook({ tags: { ...tags, ...settings }, functions: { Site: event => handler(event, context) } })
    }

    for (const [title, page, reported] of rows)
      site(`${format}: a site that ${title} is reported ${reported}`, async () => {
        const run = await ask({ '/': () => ({ status: 200, body: 'home' }), ...(page && { '/healthcheck': page }) })
        assert.equal(run.reported, [reported], run.lines.join('\n'))
        assert.not.match(run.lines[0] ?? '', /MalformedResponse|CouldNotAsk/)
      })

    site(`${format}: a page is found by path and query, and its body is read`, async () => {
      const run = await ask(
        { '/up': () => ({ status: 200, body: 'status: up' }) },
        { 'websitehealthcheck:Path': '/up=3Fdeep=1', 'websitehealthcheck:SearchString': 'status: up' },
      )
      assert.equal(run.reported, ['Succeeded'], run.lines.join('\n'))
    })
  }

  site.run()
}
