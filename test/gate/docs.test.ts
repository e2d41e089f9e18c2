import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Rank, ranks } from '../../healthcheck/compare.ts'
import { holds, table } from '../helpers/document.ts'
import { deployAll, type GatedSite, gatedSites, loadVersions, type Verdict, type Versions } from './deploy.ts'
import { brokenReleases, writeRelease } from './releases.ts'

// The sites of test/gate/sites as their own next release, and with each kind of broken release put into their code:
// through the macro, the hook, the AWS SDK and HTTP.
const gate = suite('the gate')

const folder = mkdtempSync(join(tmpdir(), 'gate-'))
const write = (name: string, change: Parameters<typeof writeRelease>[1]): string => {
  const release = join(folder, name.replaceAll(' ', '-'))
  mkdirSync(release)
  writeRelease(release, change)
  return release
}

const sites = gatedSites()
let live: Versions
let healthy: Record<string, Verdict>
let enforced: Record<string, Verdict>
const broken = new Map<string, Record<string, Verdict>>()

gate.before(async () => {
  live = await loadVersions(sites, write('live', {}))
  healthy = await deployAll(sites, live, await loadVersions(sites, write('next', {})))
  enforced = await deployAll(sites.map(enforcing), live, await loadVersions(sites, join(folder, 'next')))
  for (const [kind, change] of Object.entries(brokenReleases))
    broken.set(kind, await deployAll(sites, live, await loadVersions(sites, write(kind, change), change.handlerName)))
})
gate.after(() => rmSync(folder, { recursive: true }))

gate('meets at least 25 shapes of real code', () => {
  assert.ok(sites.length >= 25, `only ${sites.length}`)
})

gate('stops no healthy release', () => {
  assert.equal(
    Object.values(healthy).filter(({ passes }) => !passes),
    [],
  )
})

gate('would stop healthy releases if the Matcher alone decided', () => {
  const stopped = sites.filter(({ name }) => !enforced[name]?.passes)
  assert.ok(stopped.length >= 7)
  assert.equal(
    stopped,
    sites.filter(({ name }) => !isHealthy(name)),
  )
})

gate('says which of them are not proven to be healthy', () => {
  for (const { name, mode } of sites) {
    const { line = '' } = healthy[name] ?? {}
    if (!isHealthy(name)) assert.match(line, /\(no worse than version 11(, which fails too: set Path)?\)$/)
    if (mode === 'Enforce') assert.ok(isHealthy(name), line)
  }
})

gate('stops every broken release where the live version is healthy', () => {
  const passed = [...broken].flatMap(([kind, verdicts]) =>
    sites.filter(({ name }) => isHealthy(name) && verdicts[name]?.passes).map(({ name }) => `${name}: ${kind}`),
  )
  assert.equal(passed, [])
})

gate('stops every broken release too where the live version answers at all', () => {
  const passed = [...broken].flatMap(([kind, verdicts]) =>
    sites
      .filter(({ name }) => liveOf(name) === 'other' && verdicts[name]?.passes)
      .map(({ name }) => `${name}: ${kind}`),
  )
  assert.equal(passed, [])
})

gate('docs/gating.md has what it cannot see', () => {
  const columns = ['healthy', 'other', 'serverError', 'throws'] as const
  const head = ['the release', 'accepted', 'another answer below 500', '5xx', 'throws']
  const cell = (verdicts: Record<string, Verdict>, column: (typeof columns)[number]): string => {
    const names = sites.map(({ name }) => name).filter(name => liveOf(name) === column)
    return `${names.filter(name => !verdicts[name]?.passes).length} of ${names.length}`
  }
  const rows = [...broken].map(([kind, verdicts]) => [kind, ...columns.map(column => cell(verdicts, column))])
  holds(
    'docs/gating.md',
    'gate',
    table(
      head,
      ['none: the code that is live, with Mode: Enforce', ...columns.map(column => cell(enforced, column))],
      ['none: the code that is live', ...columns.map(column => cell(healthy, column))],
      ...rows,
    ),
  )
})

/** What the Matcher alone would decide. */
const enforcing = (site: GatedSite): GatedSite => ({
  ...site,
  tags: { ...site.tags, 'websitehealthcheck:Mode': 'Enforce' },
})

/** How the live version answers, as the line of the same code says. */
const liveOf = (name: string): 'healthy' | 'other' | 'serverError' | 'throws' => {
  const { line = '' } = healthy[name] ?? {}
  if (isHealthy(name)) return 'healthy'
  const [, answer = ''] = line.match(/-> (.+?) in /) ?? []
  if (!/^\d+$/.test(answer)) return 'throws'
  return Number(answer) >= 500 ? 'serverError' : 'other'
}

const isHealthy = (name: string): boolean => /^Succeeded (?!Healthcheck\.)/.test(healthy[name]?.line ?? '')

gate.run()

const documented = suite('the ranks in docs/gating.md')

const meanings: Record<Rank, string> = {
  cannotStart:
    '`Runtime.ImportModuleError`, `Runtime.HandlerNotFound`, `Runtime.UserCodeSyntaxError`, `Runtime.ExitError`, or an initialization that fails or times out',
  fails: 'it throws, times out, or returns what its API answers with 500 or 502',
  serverError: '500 to 599',
  otherAnswer: 'any other answer that the Matcher or SearchString refuses',
  accepted: 'the Matcher accepts it',
}
const names: Record<Rank, string> = {
  cannotStart: 'cannot start',
  fails: 'fails',
  serverError: 'server error',
  otherAnswer: 'other answer',
  accepted: 'healthy',
}

documented('are those of the comparison', () => {
  holds('docs/gating.md', 'ranks', table(['rank', 'the version'], ...ranks.map(rank => [names[rank], meanings[rank]])))
})

documented.run()
