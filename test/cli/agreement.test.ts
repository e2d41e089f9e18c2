import { existsSync, readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../cli/check/lint.ts'
import { UserError } from '../../cli/command-line/user-error.ts'
import { probeFor } from '../../cli/event/probe.ts'
import { jsonOf } from '../../cli/preview/json.ts'
import { previewOf } from '../../cli/preview/preview.ts'
import { deployable } from '../../cli/rehearse/plan/deployable.ts'
import type { Source } from '../../cli/template/source.ts'
import { parseTemplate } from '../../cli/template/template.ts'
import { planProbe } from '../../healthcheck/probe-plan.ts'
import { functionsOf } from '../../sam/template.ts'
import { isMap, type JsonMap, own } from '../../schema/json.ts'
import { defaults } from '../../schema/settings.ts'

/** What one command says about a template: how each gated function is probed, or why the template is refused. */
type Says = { probes: Record<string, Probe> } | { refused: string[] }
type Probe = { method: string; path: string; matcher?: string; payload: string }

const previewSays = (source: Source): Says => {
  const { outcome, problems, functions } = JSON.parse(jsonOf(previewOf(source, {})))
  if (outcome === 'refused') return { refused: problems.map(({ message }: { message: string }) => message).sort() }
  const probes = functions.flatMap(({ logicalId, request }: { logicalId: string; request?: Record<string, string> }) =>
    request
      ? [
          [
            logicalId,
            {
              method: request.method,
              path: request.path,
              matcher: request.matcher,
              payload: request.payloadFormatVersion,
            },
          ],
        ]
      : [],
  )
  return { probes: Object.fromEntries(probes) }
}

/** By the tags that the rehearsed hook reads. */
const rehearseSays = (source: Source): Says =>
  orRefused(source, () => {
    const probes = deployable(source, {}).gated.map(({ web, tags }) => {
      const { settings, format } = planProbe(tags, web.logicalId, defaults)
      const { method, path, matcher } = settings
      return [web.logicalId, { method, path, matcher, payload: format.split(' ').at(-1) }]
    })
    return { probes: Object.fromEntries(probes) }
  })

/** By the event that it prints for each function. */
const eventSays = (source: Source): Says =>
  orRefused(source, () => {
    const functions = functionsOf(source.template.value.Resources).map(({ logicalId }) => logicalId)
    const probes = ['NoFunction', ...functions].flatMap(logicalId => {
      try {
        return [[logicalId, probeOf(probeFor(source, logicalId, {}, 0).event)]]
      } catch (error) {
        if (error instanceof UserError && /^\S* is not (gated:|a function of) /.test(error.message)) return []
        throw error
      }
    })
    return { probes: Object.fromEntries(probes) }
  })

const probeOf = (event: object): Probe => {
  const context = own(event, 'requestContext')
  const http = own(context, 'http')
  // the stage of an HTTP API is in the path, and none of the probe's
  const isHttpApi = http !== undefined || own(event, 'version') !== undefined
  const stage = isHttpApi && own(context, 'stage') !== '$default' ? `/${own(context, 'stage')}` : ''
  const path = String(own(event, 'rawPath') ?? own(event, 'path')).slice(stage.length)
  const query =
    own(event, 'rawQueryString') ?? new URLSearchParams(Object(own(event, 'queryStringParameters') ?? {})).toString()
  return {
    method: String(own(http, 'method') ?? own(event, 'httpMethod')),
    path: `${path}${query ? `?${query}` : ''}`,
    payload: http ? '2.0' : own(own(event, 'requestContext'), 'elb') ? 'ALB' : '1.0',
  }
}

/** The functions that it reports a bypass for; the template has one bypass for each function. */
const checkSays = (source: Source): { gated: string[] } | { refused: string[] } => {
  const findings = lint(source, {})
  const refused = findings.filter(({ rule }) => /^WHE(1005|[234])/.test(rule.id))
  if (refused.length > 0) return { refused: refused.map(({ message }) => message).sort() }
  const bypassed = findings.flatMap(({ rule, message }) =>
    rule.id === 'WHW3003' ? (message.match(/names !Ref (\w+),/)?.[1] ?? []) : [],
  )
  return { gated: bypassed.sort() }
}

const orRefused = (source: Source, says: () => Says): Says => {
  try {
    return says()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const place = new RegExp(`^${source.template.file}:\\d+:\\d+ `)
    return { refused: error.problems.map(problem => problem.replace(place, '')).sort() }
  }
}

const withoutMatcher = (says: Says): Says =>
  'refused' in says
    ? says
    : {
        probes: Object.fromEntries(
          Object.entries(says.probes).map(([id, { matcher: _, ...probe }]) => [id, probe] as const),
        ),
      }

const agree = (value: JsonMap): void => {
  const source = { template: parseTemplate(JSON.stringify(value), 't.json', '/'), overrides: {}, region: 'us-east-1' }
  const what = JSON.stringify(value, null, 1)
  const preview = previewSays(source)
  assert.equal(rehearseSays(source), preview, `rehearse: ${what}`)
  assert.equal(eventSays(source), withoutMatcher(preview), `event: ${what}`)
  const expected = 'refused' in preview ? preview : { gated: Object.keys(preview.probes).sort() }
  assert.equal(checkSays(source), expected, `check: ${what}`)
}

const Transform = ['WebsiteHealthcheck', 'AWS::Serverless-2016-10-31']

/** A template of functions, each with a permission that goes past its alias. */
const templateOf = (functions: JsonMap[], more: JsonMap = {}): JsonMap => ({
  Transform,
  Parameters: {
    Off: { Type: 'String', Default: 'false' },
    Alias: { Type: 'String', Default: 'prod' },
    Late: { Type: 'String' },
  },
  Mappings: { Regions: { 'us-east-1': { Gate: false, Hook: true }, 'eu-west-1': { Gate: true, Hook: false } } },
  Resources: Object.fromEntries(
    functions.flatMap((resource, i) => [
      [`Site${i}`, { Type: 'AWS::Serverless::Function', ...resource }],
      [
        `Allow${i}`,
        {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            FunctionName: { Ref: `Site${i}` },
            Action: 'lambda:InvokeFunction',
            Principal: 'x.amazonaws.com',
          },
        },
      ],
    ]),
  ),
  ...more,
})

const api = { Web: { Type: 'HttpApi', Properties: { Path: '/healthcheck', Method: 'get' } } }
const inRegion = (key: string) => ({ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, key] })
const ours = { 'Fn::ImportValue': 'PreTrafficHook' }
const wired = (preference: JsonMap, properties: JsonMap = {}): JsonMap => ({
  Properties: {
    Events: api,
    AutoPublishAlias: 'live',
    DeploymentPreference: { Type: 'AllAtOnce', Role: 'r', ...preference },
    ...properties,
  },
})

const examples = suite('preview, check, rehearse and event agree on')

for (const [what, template, gated] of [
  ['a preference that the Region disables', templateOf([wired({ Enabled: inRegion('Gate') })]), []],
  ['a preference that the Region enables', templateOf([wired({ Enabled: inRegion('Hook') })]), ['Site0']],
  [
    'a hand-wired function that the Region disables',
    templateOf([wired({ Enabled: inRegion('Gate'), Hooks: { PreTraffic: ours } })]),
    [],
  ],
  ['a function that its author wired to the hook', templateOf([wired({ Hooks: { PreTraffic: ours } })]), ['Site0']],
  [
    "a function whose own PreTraffic hook is another one's",
    templateOf([wired({ Hooks: { PreTraffic: { Ref: 'OwnHook' } } })]),
    [],
  ],
  [
    'an alias that is a parameter without a value',
    templateOf([wired({}, { AutoPublishAlias: { Ref: 'Late' } })]),
    ['Site0'],
  ],
] as const)
  examples(what, () => {
    agree(template)
    const said = previewSays({
      template: parseTemplate(JSON.stringify(template), 't.json', '/'),
      overrides: {},
      region: 'us-east-1',
    })
    assert.equal('probes' in said && Object.keys(said.probes), gated)
  })

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const events = fc.dictionary(
  fc.constantFrom('A', 'B'),
  fc.record(
    {
      Type: fc.constantFrom('Api', 'HttpApi', 'Schedule'),
      Properties: fc.record(
        {
          Path: fc.constantFrom<unknown>('/healthcheck', '/', '/{proxy+}', '/orders/{id}', { Ref: 'Late' }),
          Method: fc.constantFrom('get', 'POST', 'any'),
          PayloadFormatVersion: fc.constantFrom('1.0', '2.0'),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['Type'] },
  ),
  { maxKeys: 2 },
)

const enabled = fc.constantFrom<unknown>(
  true,
  false,
  'false',
  inRegion('Gate'),
  inRegion('Hook'),
  { Ref: 'Off' },
  { Ref: 'Late' },
)

const preference = fc.record(
  {
    Enabled: enabled,
    Type: fc.constantFrom('AllAtOnce', 'Canary10Percent5Minutes'),
    Role: fc.constant('r'),
    Hooks: fc.constantFrom<unknown>(
      { PreTraffic: ours },
      { PreTraffic: 'CodeDeployHook_LambdaWebsite' },
      { PreTraffic: { Ref: 'OwnHook' } },
      { PostTraffic: { Ref: 'OwnHook' } },
      { 'Fn::If': ['C', {}, {}] },
    ),
  },
  { requiredKeys: [] },
)

const settings = fc.record(
  {
    Enabled: fc.boolean(),
    Path: fc.constantFrom('/up', '/up?deep=1', 'up'),
    Method: fc.constantFrom('GET', 'HEAD', 'POST'),
    Matcher: fc.constantFrom('200', '200-499'),
    PayloadFormatVersion: fc.constantFrom('Auto', '1.0', '2.0', 'ALB'),
    Typo: fc.constant(1),
  },
  { requiredKeys: [] },
)

const properties = fc.record(
  {
    Events: events,
    AutoPublishAlias: fc.constantFrom<unknown>('live', 'x', { Ref: 'Alias' }, { Ref: 'Late' }, { 'Fn::Sub': 'a' }),
    DeploymentPreference: preference,
    FunctionUrlConfig: fc.constant({ AuthType: 'NONE' }),
    Tags: fc.constantFrom<JsonMap>({ 'websitehealthcheck:Path': '/tag' }, { Team: 'web' }),
  },
  { requiredKeys: ['Events'] },
)

const functionOf = fc.record({ properties, settings: maybe(settings) }).map(({ properties, settings }) => ({
  ...(settings && { Metadata: { WebsiteHealthcheck: settings } }),
  Properties: properties as JsonMap,
}))

const templates = fc
  .record({ functions: fc.array(functionOf, { minLength: 1, maxLength: 3 }), globals: maybe(preference) })
  .map(({ functions, globals }) =>
    templateOf(functions, globals && { Globals: { Function: { DeploymentPreference: globals } } }),
  )

examples('every random template', () => {
  fc.assert(fc.property(templates, agree), { numRuns: 300 })
})

examples('public templates, where they are next to the repository', () => {
  const folder = new URL('../../../shared/corpus/events/', import.meta.url)
  const files = existsSync(folder)
    ? readdirSync(folder).filter((_, i) => process.env.CORPUS === 'all' || i % 10 === 0)
    : []
  if (files.length === 0)
    console.error('SKIPPED: ../shared/corpus/events is not there, so no public template is tried.')
  for (const file of files) {
    const { fragment } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
    if (isMap(fragment)) agree(withPermissions({ Transform, ...fragment }))
  }
})

/** One permission for each function, instead of the template's own. */
const withPermissions = (template: JsonMap): JsonMap => {
  const resources = isMap(template.Resources) ? template.Resources : {}
  const own = Object.entries(resources).filter(([, resource]) => !isPermission(resource))
  const added = functionsOf(Object.fromEntries(own))
    .filter(({ path }) => path.length === 1)
    .map(({ logicalId }) => [
      `AllowOf${logicalId}`,
      { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: logicalId } } },
    ])
  return { ...template, Resources: Object.fromEntries([...own, ...added]) }
}

const isPermission = (resource: unknown): boolean => own(resource, 'Type') === 'AWS::Lambda::Permission'

examples.run()
