import { spawnSync } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lineOf } from '../../healthcheck/explain.ts'
import { metricDimension, metricNames, metricNamespace } from '../../healthcheck/metric-names.ts'
import { properties, readStack } from './stack.ts'

const stack = readStack()
const { Resources } = stack
const {
  'Fn::Sub': [body],
} = properties(stack, 'WebsiteDashboard').DashboardBody as { 'Fn::Sub': [string] }
const emitted: string[] = Object.values(metricNames)

type Widget = { type: string; properties: { metrics?: unknown[][]; query?: string } }
const { widgets } = JSON.parse(body) as { widgets: Widget[] }

const emit = `
  const { createMetricsWriter } = await import('./healthcheck/aws/metrics.ts')
  createMetricsWriter()({ functionName: 'Site', healthy: false, unproven: false, unhealthy: true, couldNotAsk: false, durationMs: 35 })
`

const hook = suite('metrics of the hook')

hook('carry the names that the pictures use, once per function and once over all', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', emit], {
    cwd: new URL('../../', import.meta.url),
    encoding: 'utf8',
  })
  const [line = stderr] = stdout.split('\n').filter(line => line.includes('_aws'))
  const { _aws, ...values } = JSON.parse(line)
  const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics
  assert.equal([Namespace, Dimensions], [metricNamespace, [[metricDimension], []]])
  assert.equal(Metrics.map(({ Name }: { Name: string }) => Name).toSorted(), emitted.toSorted())
  assert.equal([values[metricDimension], values[metricNames.unhealthy]], ['Site', 1])
})

hook.run()

const dashboard = suite('dashboard of template.yaml')

dashboard('draws every metric that the hook emits, per function', () => {
  const drawn = widgets
    .flatMap(widget => widget.properties.metrics ?? [])
    .flatMap(([metric]) => (typeof metric === 'object' ? [(metric as { expression: string }).expression] : []))
    .map(expression => expression.match(/^SEARCH\('\{(\w+),(\w+)\} MetricName="(\w+)"', '(?:Sum|Maximum)', 300\)$/))
  assert.equal(
    drawn.map(match => [match?.[1], match?.[2]]),
    emitted.map(() => [metricNamespace, metricDimension]),
  )
  assert.equal(drawn.map(match => match?.[3]).toSorted(), emitted.toSorted())
})

dashboard('sums up the verdicts over all functions', () => {
  const totals = widgets[0]?.properties.metrics?.map(([namespace, name]) => [namespace, name])
  const { healthy, unproven, unhealthy, couldNotAsk } = metricNames
  assert.equal(
    totals,
    [healthy, unproven, unhealthy, couldNotAsk].map(name => [metricNamespace, name]),
  )
})

dashboard('lists the last failures, those that were let through included, and no success', () => {
  const [query] = widgets.flatMap(widget => widget.properties.query ?? [])
  const [, pattern] = query?.match(/^SOURCE '\$\{HookLog\}' \| .* filter message like \/(.+)\/ \|/) ?? []
  const listed = new RegExp(String(pattern))
  const finding = { subject: 'Site:12', problems: [] }
  const failed = { kind: 'unhealthy', reason: 'Healthcheck.Timeout', timeoutSeconds: 29 } as const
  assert.match(lineOf({ ...finding, verdict: failed }), listed)
  assert.match(lineOf({ ...finding, verdict: failed, waiver: { code: 'ModeWarn', text: 'Mode is Warn' } }), listed)
  assert.match(lineOf({ ...finding, verdict: { kind: 'notProbed', reason: 'Hook.CouldNotAsk', problem: '' } }), listed)
  assert.not.match(lineOf({ ...finding, verdict: { kind: 'healthy', statusCode: 200 } }), listed)
})

dashboard('is named after the Region, because dashboards of all Regions share one list', () => {
  assert.match(JSON.stringify(properties(stack, 'WebsiteDashboard').DashboardName), /AWS::Region/)
})

dashboard.run()

const alarms = suite('alarms of template.yaml')

const names = Object.keys(Resources).filter(logicalId => Resources[logicalId]?.Type === 'AWS::CloudWatch::Alarm')
const watched = (alarm: string) => {
  const { Namespace, MetricName, Dimensions } = properties(stack, alarm)
  return [Namespace, MetricName, Dimensions]
}

alarms('watch metrics that the hook emits without a dimension, and what Lambda counts of hook and macro', () => {
  assert.equal(watched('UnhealthyAlarm'), [metricNamespace, metricNames.unhealthy, undefined])
  assert.equal(watched('CouldNotAskAlarm'), [metricNamespace, metricNames.couldNotAsk, undefined])
  const ofTheHook = [{ Name: 'FunctionName', Value: { Ref: 'HookFunction' } }]
  const ofTheMacro = [{ Name: 'FunctionName', Value: { Ref: 'MacroFunction' } }]
  assert.equal(watched('NotReportedAlarm'), ['AWS/Lambda', 'Errors', ofTheHook])
  assert.equal(watched('ThrottledAlarm'), ['AWS/Lambda', 'Throttles', ofTheHook])
  assert.equal(watched('EventsDroppedAlarm'), ['AWS/Lambda', 'AsyncEventsDropped', ofTheHook])
  assert.equal(watched('MacroErrorsAlarm'), ['AWS/Lambda', 'Errors', ofTheMacro])
  assert.is(names.length, 6)
})

alarms('do not take a day without deployments for a failure', () => {
  for (const alarm of names) assert.is(properties(stack, alarm).TreatMissingData, 'notBreaching')
})

alarms('exist only where there is a topic to tell, and those on metrics of the hook only where it writes them', () => {
  for (const alarm of names) {
    const [namespace] = watched(alarm)
    assert.is(Resources[alarm]?.Condition, namespace === metricNamespace ? 'HasMetricAlarms' : 'HasAlarms')
  }
})

alarms.run()
