import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { planProbe } from '../../healthcheck/probe-plan.ts'
import { defaults } from '../../schema/settings.ts'
import { runHook } from '../helpers/hook-run.ts'

const plan = suite('planProbe')

const tagged = (tags: Record<string, string>) =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [`websitehealthcheck:${name}`, value]))
/** The hook knows no routes, so that Auto means Enforce to it. */
const own = { ...defaults, mode: 'Enforce' }
const planOf = (tags: Record<string, string>, stackDefaults = defaults) =>
  planProbe(tagged(tags), 'Site', stackDefaults)

for (const [tags, format] of [
  [{}, 'REST API 1.0'],
  [{ EventType: 'Api' }, 'REST API 1.0'],
  [{ EventType: 'HttpApi' }, 'HTTP API 2.0'],
  [{ EventType: 'FunctionUrl' }, 'Function URL 2.0'],
  [{ PayloadFormatVersion: '1.0' }, 'REST API 1.0'],
  [{ PayloadFormatVersion: '1.0', EventType: 'HttpApi' }, 'HTTP API 1.0'],
  [{ PayloadFormatVersion: '1.0', EventType: 'FunctionUrl' }, 'REST API 1.0'],
  [{ PayloadFormatVersion: '2.0' }, 'HTTP API 2.0'],
  [{ PayloadFormatVersion: '2.0', EventType: 'HttpApi' }, 'HTTP API 2.0'],
  [{ PayloadFormatVersion: '2.0', EventType: 'FunctionUrl' }, 'Function URL 2.0'],
  [{ PayloadFormatVersion: 'ALB' }, 'ALB'],
  [{ PayloadFormatVersion: 'ALB', EventType: 'HttpApi' }, 'ALB'],
  [{ PayloadFormatVersion: 'Auto', EventType: 'HttpApi' }, 'HTTP API 2.0'],
] as const)
  plan(`sends the event of ${format} for the tags ${JSON.stringify(tags)}`, () => {
    const plan = planOf(tags)
    assert.equal([plan.format, plan.problems], [format, []])
  })

plan('sends the event that the installed stack assumes where no tag says otherwise', () => {
  assert.is(planOf({}, { ...defaults, payloadFormatVersion: 'ALB' }).format, 'ALB')
  assert.is(
    planOf({ PayloadFormatVersion: '2.0' }, { ...defaults, payloadFormatVersion: 'ALB' }).format,
    'HTTP API 2.0',
  )
})

plan('takes settings from the tags, the rest from the defaults of the stack', () => {
  const { settings, problems } = planOf({ Path: '/up', TimeoutSeconds: '5' }, { ...defaults, matcher: '200' })
  assert.equal(settings, { ...own, matcher: '200', path: '/up', timeoutSeconds: 5 })
  assert.equal(problems, [])
})

plan('takes the stage and the transfer mode', () => {
  const { stage, streams } = planOf({ Stage: 'v1', ResponseTransferMode: 'RESPONSE_STREAM' })
  assert.equal([stage, streams], ['v1', true])
  assert.equal([planOf({}).stage, planOf({}).streams], [undefined, undefined])
})

plan('knows a function of the macro from one that was wired by hand', () => {
  assert.equal(
    [planOf({ EventType: 'Api' }).handWired, planProbe({ team: 'web' }, 'Site', defaults).handWired],
    [false, true],
  )
})

plan('takes the route', () => {
  assert.equal(planOf({ Route: 'ANY /=7Bproxy+=7D' }).route, { method: 'ANY', path: '/{proxy+}' })
  assert.is(planOf({}).route, undefined)
})

for (const [tag, value, problem] of [
  ['TimeoutSeconds', 'soon', 'Site.Tags.TimeoutSeconds is soon; expected 1 to 300.'],
  ['TimeoutSeconds', '0', 'Site.Tags.TimeoutSeconds is 0; expected 1 to 300.'],
  ['Method', 'DELETE', 'Site.Tags.Method is DELETE; expected GET, HEAD or POST.'],
  ['Mode', 'Off', 'Site.Tags.Mode is Off; expected Auto, Enforce, Compare or Warn.'],
  ['PayloadFormatVersion', '3.0', 'Site.Tags.PayloadFormatVersion is 3.0; expected Auto, 1.0, 2.0 or ALB.'],
  ['Timeout', '5', 'Site.Tags.Timeout is unknown; did you mean TimeoutSeconds?'],
  ['Route', 'somewhere', 'Site.Tags.Route is somewhere; expected a route such as GET /{proxy+}.'],
  ['Stage', 'a/b', 'Site.Tags.Stage is a/b; expected the name of a stage.'],
  ['ResponseTransferMode', 'STREAM', 'Site.Tags.ResponseTransferMode is STREAM; expected RESPONSE_STREAM.'],
  ['EventType', 'Schedule', 'Site.Tags.EventType is Schedule; expected Api, HttpApi or FunctionUrl.'],
] as const)
  plan(`names the tag ${tag} = ${value} and uses the default`, () => {
    const { settings, problems, obstacle } = planOf({ [tag]: value })
    assert.equal(problems, [problem])
    assert.equal([settings, obstacle], [own, undefined])
  })

plan('does not probe a function whose Path tag cannot be used', () => {
  const { obstacle } = planOf({ Path: 'healthz' })
  assert.is(
    obstacle,
    'Site.Tags.Path is healthz; expected a path that begins with / and has no spaces, no # and only ASCII characters. Without Path, Site is not probed.',
  )
})

plan('is made of any tags', () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom(
      ...Object.keys(defaults).map(key => key.replace(/^./, first => first.toUpperCase())),
      'Route',
      'EventType',
    ),
  )
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ maxLength: 256 })), tags => {
      const { settings, format } = planOf(tags)
      assert.equal(
        Object.keys({ ...defaults, ...settings }).filter(key => key !== 'searchString'),
        Object.keys(defaults),
      )
      assert.type(format, 'string')
    }),
  )
})

plan.run()

const tags = suite('tags')

tags('that are wrong give a sentence in the log, and the check goes on', async () => {
  const { reported, lines } = await runHook({ tags: tagged({ TimeoutSeconds: 'soon', Path: '/up' }) })
  assert.equal(reported, ['Succeeded'])
  assert.match(lines[0] ?? '', /^Succeeded Site:12 GET \/up /)
  assert.ok(lines.includes('Site.Tags.TimeoutSeconds is soon; expected 1 to 300. The default is used.'))
})

tags('without which the function must not be probed fail the deployment, and nothing is invoked', async () => {
  const { reported, lines, calls } = await runHook({ tags: tagged({ Path: 'up' }) })
  assert.equal(reported, ['Failed'])
  assert.is(lines[0], 'Failed Hook.InvalidDeployment Site:12')
  assert.match(lines[1] ?? '', /^Site\.Tags\.Path is up; expected a path/)
  assert.not.match(lines.join('\n'), /The default is used/)
  assert.not.ok(calls.some(({ operation }) => operation === 'Invoke'))
})

for (const body of ['{}', '{"Tags":null}', '{"Tags":{}}', '{"Tags":{"websitehealthcheck:Path":null}}', '{"Tags":[]}'])
  tags(`of ${body} are no tags`, async () => {
    const { reported, lines } = await runHook({ faults: { ListTags: () => ({ body }) } })
    assert.equal(reported, ['Succeeded'], lines.join('\n'))
  })

tags.run()
