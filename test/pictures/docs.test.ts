import { spawnSync } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Sample } from '../../build/pictures/charts.ts'
import { dashboard, type Widget } from '../../build/pictures/dashboard.ts'
import { terminal } from '../../build/pictures/terminal.ts'
import { howToRenew, read, renews, write } from '../helpers/document.ts'
import { properties, readStack } from '../template/stack.ts'

/** Asserts that a picture is the given one, but for what is never the same twice. */
const shows = (file: string, picture: string, constant = (svg: string) => svg) => {
  if (renews) write(file, picture)
  else assert.fixture(constant(read(file)), constant(picture), `${file}: ${howToRenew}`)
}

const recording = suite('docs/pictures/npm-start.svg')

recording('shows what npm start prints of the broken release', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['examples/start.mjs'], {
    cwd: new URL('../../', import.meta.url),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, FORCE_COLOR: '1' },
  })
  const [, , , head = '', body = stderr] = stdout.split(/^={80}\n/m)
  const [, command = ''] = head.match(/^\$ (.*)$/m) ?? []
  const printed = body.replace(/\nExit code.*/s, '').trim()
  shows('docs/pictures/npm-start.svg', terminal(command, printed), timeless)
})

/** Times are never the same, and a stack is not that of another Node.js. */
const timeless = (svg: string): string =>
  svg
    .replace(/\d+\.\d\d s/g, '0.00 s')
    .replace(/ *\d+ ms/g, ' 0 ms')
    .replace(/<text[^>]*>[^<]*(<tspan[^>]*>)? +at .*\n/g, '')
    .replace(/ (y|height|viewBox|style)="[^"]*"/g, '')

recording.run()

const pictured = suite('docs/pictures/dashboard.svg')

pictured('shows the dashboard of template.yaml, with sample data for each of its metrics', () => {
  const {
    'Fn::Sub': [body],
  } = properties(readStack(), 'WebsiteDashboard').DashboardBody as { 'Fn::Sub': [string] }
  const { widgets } = JSON.parse(body) as { widgets: Widget[] }
  shows('docs/pictures/dashboard.svg', dashboard(widgets, sample))
})

const pointOf = (metric: string, of: number, hour: number): number => {
  const released = (hour * 7 + of * 5) % 11 === 0
  if (metric === 'Duration') return 60 + of * 45 + ((hour * 37 + of * 61) % 70)
  if (metric === 'Unhealthy') return Number((of === 0 && hour === 19) || (of === 1 && hour === 8))
  if (metric === 'CouldNotAsk') return Number(of === 2 && hour === 3)
  if (metric === 'Unproven') return Number(of === 2 && (hour === 6 || hour === 15))
  return released ? 1 + ((hour + of) % 3) : 0
}

/** Two days of three functions. */
const series: Sample['series'] = metric =>
  ['Site', 'Shop', 'Blog'].map((name, of) => ({
    name,
    points: Array.from({ length: 24 }, (_, hour) => pointOf(metric, of, hour)),
  }))

const sample: Sample = {
  totals: Object.fromEntries(
    ['Healthy', 'Unproven', 'Unhealthy', 'CouldNotAsk'].map(metric => [
      metric,
      series(metric)
        .flatMap(({ points }) => points)
        .reduce((sum, point) => sum + point, 0),
    ]),
  ),
  series,
  logLines: [
    {
      time: '2026-11-24 02:41:07.310',
      message: 'Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 502 in 812 ms',
    },
    {
      time: '2026-11-23 16:05:52.901',
      message: 'Failed Healthcheck.FunctionError Shop:87 GET /cart -> Runtime.ImportModuleError in 391 ms',
    },
    {
      time: '2026-11-23 09:30:11.044',
      message: 'Failed Hook.CouldNotAsk Blog:40 GET /healthcheck -> TooManyRequestsException in 4 ms',
    },
  ],
}

pictured.run()
