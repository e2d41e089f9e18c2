import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createHandler, type MacroResponse } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import { everyOddOne, everything, odd } from '../helpers/odd-values.ts'
import { api, behind, event, website } from '../helpers/template.ts'

type Log = Record<string, unknown>[]

const answer = (input: unknown, environment: Record<string, string> = {}): MacroResponse & { log: Log } => {
  const log: Log = []
  return { ...createHandler(worldOf(environment, record => log.push(record)))(input), log }
}

const message = (fragment: unknown, more: object = {}) => answer({ requestId: 'r', fragment, ...more }).errorMessage

const envelope = suite('the answer to CloudFormation')

envelope('carries the request ID, success and the template', () => {
  const { log: _, ...success } = answer(event({ Handler: 'x' }))
  assert.equal(success, { requestId: 'r-1', status: 'success', fragment: event({ Handler: 'x' }).fragment })
})

envelope(
  'carries failed, the template as it came and the message without the full stop that CloudFormation adds',
  () => {
    const input = event(website, { metadata: { Mode: 'x' } })
    const { log: _, ...failed } = answer(input)
    assert.equal(failed, {
      requestId: 'r-1',
      status: 'failed',
      fragment: input.fragment,
      errorMessage: 'Site.Metadata.WebsiteHealthcheck.Mode is x; expected Auto, Enforce, Compare or Warn',
    })
  },
)

envelope('has an empty request ID where the event has none', () => {
  assert.is(answer({ fragment: { Resources: {} } }).requestId, '')
})

envelope('knows the parameters and the Region of the event', () => {
  const preference = (Enabled: unknown) => ({ ...website, DeploymentPreference: { Enabled } })
  const gatedIn = (Enabled: unknown, more: object) =>
    answer({ ...event(preference(Enabled), { mappings: { M: { 'eu-west-1': { on: false } } } }), ...more }).log[0]
      ?.message
  const lookup = { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'on'] }
  assert.is(gatedIn({ Ref: 'Gate' }, { templateParameterValues: { Gate: 'false' } }), none)
  assert.is(gatedIn({ Ref: 'Gate' }, { templateParameterValues: { Gate: 'true' } }), one)
  assert.is(gatedIn(lookup, { region: 'eu-west-1' }), none)
  assert.is(gatedIn(lookup, { region: 'eu-west-2' }), one)
})

const none = 'Gated 0, left alone 1, problems 0'
const one = 'Gated 1, left alone 0, problems 0'

envelope('lists all problems in the order of the template, in one line', () => {
  const around = {
    metadata: { Mode: 'x', Pth: '/' },
    params: { Method: 'PUT' },
    resources: {
      Shop: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          ...website,
          FunctionUrlConfig: { AuthType: 'NONE' },
          DeploymentPreference: { Hooks: { Ref: 'H' } },
        },
      },
    },
  }
  assert.is(
    answer(event(website, around)).errorMessage,
    '5 problems. (1) Transform.WebsiteHealthcheck.Parameters.Method is PUT; expected GET, HEAD or POST. ' +
      '(2) Site.Metadata.WebsiteHealthcheck.Mode is x; expected Auto, Enforce, Compare or Warn. ' +
      '(3) Site.Metadata.WebsiteHealthcheck.Pth is unknown; did you mean Path? ' +
      '(4) Shop.FunctionUrlConfig has no alias in effect, and adding one would change the address of the Function URL; expected AutoPublishAlias: live on the function where a new address is fine, or Metadata.WebsiteHealthcheck.Enabled: false. ' +
      '(5) Shop.DeploymentPreference.Hooks is Ref, and SAM silently drops every hook in it; expected a map, with the intrinsic function inside: Hooks: { PostTraffic: !If […] }',
  )
})

envelope('lists the problems of one function in its own order, whatever is wrong', () => {
  const metadata = { Pth: '/', TimeoutSeconds: 0, Matcher: '399-200', Path: { 'Fn::Sub': '/x' }, Mode: 'x' }
  const text = answer(event(website, { metadata })).errorMessage ?? ''
  assert.equal(
    Array.from(text.matchAll(/WebsiteHealthcheck\.(\w+) is/g), ([, name]) => name),
    Object.keys(metadata),
  )
})

const misspelled = (count: number, key: string) =>
  event(website, { metadata: Object.fromEntries(Array.from({ length: count }, (_, i) => [`${key}${i}`, 1])) })

envelope('is cut after ten problems', () => {
  const { errorMessage = '' } = answer(misspelled(12, 'Tiemout'))
  assert.match(
    errorMessage,
    /^12 problems\. \(1\) .* \(10\) \S+Tiemout9 is unknown; did you mean TimeoutSeconds\? … and 2 more$/,
  )
  assert.match(answer(misspelled(10, 'Tiemout')).errorMessage ?? '', /\(10\) [^…]+$/)
})

envelope('is cut before it gets longer than anybody reads', () => {
  const { errorMessage = '' } = answer(misspelled(9, 'x'.repeat(900)))
  assert.match(errorMessage, /x… \(2\) .* \(4\) .* … and 5 more$/)
  assert.ok(errorMessage.length < 3100)
  assert.match(answer(misspelled(1, 'x'.repeat(900))).errorMessage ?? '', /^Site\..{595}…$/)
})

envelope('says where the macro belongs when it is called inside a resource', () => {
  const expected =
    'Resources is missing; expected a whole template. WebsiteHealthcheck belongs in the Transform section of the template, not in Fn::Transform inside a resource: Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]'
  assert.is(message({ Handler: 'index.handler' }), expected)
  assert.is(message({}), expected)
  assert.is(message({ Description: 'of a function, or of a template' }), expected)
})

for (const [title, fragment] of [
  ['that is a list', { Resources: [] }],
  ['that is null', { Resources: null }],
] as const)
  envelope(`asks for Resources in a template ${title}`, () => {
    assert.is(message(fragment), 'Resources is not a map; expected a map of logical IDs to resources')
  })

for (const fragment of [undefined, null, 'x', [], 5])
  envelope(`asks for a template where ${JSON.stringify(fragment)} came`, () => {
    assert.match(message(fragment) ?? '', /^The fragment is not a map; expected a whole template, as Transform: /)
  })

const madeBySam = (Tags: unknown) => ({ Resources: { Site: { Type: 'AWS::Lambda::Function', Properties: { Tags } } } })

envelope('says so where SAM is listed first', () => {
  assert.is(
    message(madeBySam([{ Key: 'lambda:createdBy', Value: 'SAM' }])),
    'Transform lists AWS::Serverless-2016-10-31 before WebsiteHealthcheck, so SAM has already replaced the functions; expected Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]',
  )
  assert.is(message(madeBySam([{ Key: 'lambda:createdBy', Value: 'me' }])), undefined)
  assert.is(message(madeBySam([{ Key: 'a', Value: 'SAM' }])), undefined)
  assert.is(message(madeBySam({ a: 1 })), undefined)
  const { Resources } = madeBySam([
    { Key: 'team', Value: 'web' },
    { Key: 'lambda:createdBy', Value: 'SAM' },
  ])
  assert.match(message({ Resources: { Topic: { Type: 'AWS::SNS::Topic' }, ...Resources } }) ?? '', /^Transform lists/)
  assert.is(message({ Resources: { Layer: { ...Resources.Site, Type: 'AWS::Lambda::LayerVersion' } } }), undefined)
  assert.is(message({ Resources: { Own: Resources.Site, Web: { Type: 'AWS::Serverless::Function' } } }), undefined)
})

envelope('is a failure with a sentence for a template that is nested too deeply', () => {
  let deep: unknown = 'x'
  for (let i = 0; i < 100_000; i++) deep = [deep]
  const api = { Type: 'AWS::Serverless::Api', Properties: { DefinitionBody: deep } }
  assert.is(message({ Resources: { Api: api } }), 'The template is nested too deeply; expected at most 500 levels')
})

envelope('is well-formed whatever JSON comes in, and the same each time', () => {
  const template = fc.record({
    requestId: fc.oneof(fc.string(), fc.jsonValue()),
    params: fc.jsonValue(),
    templateParameterValues: fc.jsonValue(),
    fragment: fc.oneof(
      fc.jsonValue(),
      fc.record({ Globals: fc.jsonValue(), Mappings: fc.jsonValue(), Resources: fc.dictionary(names, resource) }),
    ),
  })
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), template), input => {
      const text = JSON.stringify(input)
      const answered = answer(JSON.parse(text))
      const again = answer(JSON.parse(text))
      assert.type(answered.requestId, 'string')
      assert.ok(['success', 'failed'].includes(answered.status))
      assert.is(answered.status === 'failed', Boolean(answered.errorMessage))
      assert.not.match(answered.errorMessage ?? '', /fault in WebsiteHealthcheck/)
      assert.is(JSON.stringify(answered), JSON.stringify(again))
    }),
  )
})

envelope('is well-formed whatever stands in any one place of a template that uses everything', () => {
  for (const { fragment, what } of everyOddOne(everything.fragment, [...odd.few, ...odd.more])) {
    const answered = answer({ ...everything, fragment })
    assert.ok(['success', 'failed'].includes(answered.status))
    assert.not.match(answered.errorMessage ?? '', /fault in/, what)
  }
})

const names = fc.constantFrom('Site', '__proto__', 'constructor', 'Fn::ForEach::X', 'Ref', 'toString')
const any = fc.jsonValue({ maxDepth: 3 })
const sometimes = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: any })
const property = fc.constantFrom(
  'Events',
  'DeploymentPreference',
  'AutoPublishAlias',
  'Tags',
  'FunctionUrlConfig',
  '__proto__',
)
const single = sometimes(
  fc.record({
    Type: fc.constant('AWS::Serverless::Function'),
    Metadata: sometimes(fc.record({ WebsiteHealthcheck: sometimes(fc.dictionary(names, any)) })),
    Properties: sometimes(
      fc.dictionary(property, sometimes(fc.dictionary(names, sometimes(fc.constant(api('ANY', '/{proxy+}')))))),
    ),
  }),
)
const resource = sometimes(fc.oneof(single, fc.tuple(any, any, fc.dictionary(names, single))))

envelope('hides a fault of its own from nobody, and shows nothing of the template', () => {
  const log: Log = []
  const world = worldOf({}, record => log.push(record))
  const trap = {
    get: () => {
      throw new Error('hunter2')
    },
    enumerable: true,
  }
  const Resources = Object.defineProperty({}, 'Site', trap)
  const failed = createHandler(world)({ requestId: 'r', fragment: { Resources } })
  assert.is(failed.status, 'failed')
  assert.is(
    failed.errorMessage,
    'The template could not be transformed, because of a fault in WebsiteHealthcheck itself',
  )
  assert.is(log[0]?.message, 'Could not transform the template, because of a fault in WebsiteHealthcheck itself')
  assert.match(JSON.stringify(log), /at .+:\d+:\d+/)
  assert.not.match(JSON.stringify([log, failed.errorMessage]), /hunter2/)
})

envelope.run()

const logged = suite("the macro's log")

logged('says which functions were gated with what, and which were not and why', () => {
  const resources = {
    Orders: { Type: 'AWS::Serverless::Function', Properties: behind(api('POST', '/orders')) },
    Worker: { Type: 'AWS::Serverless::Function', Properties: {} },
  }
  assert.equal(answer(event(website, { resources, metadata: { Path: '/up?key=hunter2' } })).log, [
    {
      message: 'Gated 1, left alone 2, problems 0',
      gated: [{ function: 'Site', probes: 'GET /up', expects: '200-399' }],
      leftAlone: [
        {
          function: 'Orders',
          reason: 'Route.NoGet',
          text: 'none of its routes takes GET; set Metadata.WebsiteHealthcheck.Path to gate it',
        },
        {
          function: 'Worker',
          reason: 'Route.None',
          text: 'it has no Api or HttpApi event; set Metadata.WebsiteHealthcheck.Enabled: true to gate it',
        },
      ],
      refused: [],
    },
  ])
})

logged('names a refused function, and no value', () => {
  const { log } = answer(event(website, { metadata: { Mode: 'hunter2' } }))
  assert.equal(log, [
    {
      message: 'Gated 0, left alone 0, problems 1',
      gated: [],
      leftAlone: [],
      refused: [{ function: 'Site', problems: ['Setting.Invalid'] }],
    },
  ])
})

logged('names wiring by name without names, and goes on with the exports', () => {
  const { log, fragment } = answer(event(website), { WIRING: 'Literal', HOOK_NAME: 'CodeDeployHook_X' })
  assert.equal(log[0], {
    message: 'WIRING is Literal without HOOK_NAME, DEPLOYMENT_ROLE_ARN and GATE_ARN; exports are used.',
  })
  assert.match(JSON.stringify(fragment), '{"Fn::ImportValue":"PreTrafficHook"}')
})

logged("names what is wrong with the installed stack's parameters, and goes on with the defaults", () => {
  const { log, status } = answer(event(website), { HEALTHCHECK_MODE: 'off', HEALTHCHECK_HOST: 'a.example' })
  assert.is(status, 'success')
  assert.equal(log[0], {
    message: "The installed stack's Mode is off; expected Auto, Enforce, Compare or Warn.",
    code: 'Setting.Invalid',
  })
})

logged.run()
