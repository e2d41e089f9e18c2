import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import { dig } from '../../schema/json.ts'
import { type Around, event, transformed, website } from '../helpers/template.ts'

const on = { StackGate: true }
const site = (preference?: unknown, around: Around = {}) =>
  transformed(preference === undefined ? website : { ...website, DeploymentPreference: preference }, {
    metadata: on,
    ...around,
  })
const hookOf = (preference?: unknown, around?: Around) =>
  dig(
    site(preference, around).fragment,
    'Resources',
    'Site',
    'Properties',
    'DeploymentPreference',
    'Hooks',
    'PreTraffic',
  )
const gateOf = (around?: Around) => site(undefined, around).fragment.Resources.SiteHealthcheck as unknown

const ours = { Ref: 'SiteHealthcheck' }
const gate = suite('StackGate')

gate('puts a custom resource between the new version and the alias, and nothing else beside the function', () => {
  const { Resources } = site().fragment
  assert.equal(Object.keys(Resources), ['Site', 'SiteHealthcheck'])
  assert.equal(Resources.SiteHealthcheck as unknown, {
    Type: 'Custom::WebsiteHealthcheck',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      ServiceToken: { 'Fn::ImportValue': 'WebsiteHealthcheckGate' },
      ServiceTimeout: 930,
      FunctionName: { Ref: 'Site' },
      Version: { 'Fn::GetAtt': ['Site', 'Version.Version'] },
    },
  })
  assert.equal(hookOf(), ours)
})

gate('is off unless set', () => {
  assert.is(gateOf({ metadata: {} }), undefined)
  assert.equal(hookOf(undefined, { metadata: {} }), { 'Fn::ImportValue': 'PreTrafficHook' })
})

for (const [place, around] of [
  ['the Transform section', { metadata: {}, params: { StackGate: 'true' } }],
  ['the installed stack', { metadata: {}, environment: { HEALTHCHECK_STACK_GATE: 'true' } }],
  ['a parameter', { metadata: { StackGate: { Ref: 'Gate' } }, parameters: { Gate: 'true' } }],
] as const)
  gate(`may be set in ${place}`, () => {
    assert.is((gateOf(around) as { Type: string }).Type, 'Custom::WebsiteHealthcheck')
  })

gate('may be switched off for one function', () => {
  assert.is(gateOf({ metadata: { StackGate: false }, params: { StackGate: true } }), undefined)
})

gate('has the condition of its function', () => {
  assert.is(dig(gateOf({ attributes: { Condition: 'IsProduction' } }), 'Condition'), 'IsProduction')
})

gate('is invoked by the export of the installed stack, or by its ARN', () => {
  const token = (environment: Record<string, string>) => dig(gateOf({ environment }), 'Properties', 'ServiceToken')
  assert.equal(token({ EXPORT_NAME_PREFIX: 'team-' }), { 'Fn::ImportValue': 'team-WebsiteHealthcheckGate' })
  const literal = { WIRING: 'Literal', HOOK_NAME: 'h', DEPLOYMENT_ROLE_ARN: 'r' }
  const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:WebsiteHealthcheckGate'
  assert.is(token({ ...literal, GATE_ARN: arn }), arn)
})

gate("joins the user's own preference and hooks", () => {
  assert.equal(hookOf({ Type: 'Canary10Percent5Minutes', Hooks: { PostTraffic: 'mine' } }), ours)
})

gate("leaves the user's own PreTraffic hook, and adds nothing", () => {
  const { fragment, reason } = site({ Hooks: { PreTraffic: { Ref: 'Mine' } } })
  assert.is(reason, 'PreTraffic.Set')
  assert.equal(Object.keys(fragment.Resources), ['Site'])
})

gate('refuses a name that the template has already', () => {
  const { problems } = site(undefined, { resources: { SiteHealthcheck: { Type: 'AWS::SNS::Topic' } } })
  assert.equal(problems, [
    'Site.Metadata.WebsiteHealthcheck.StackGate adds a custom resource named SiteHealthcheck, and the template has a resource of that name; expected another name there, or StackGate: false.',
  ])
})

gate('stands inside the loop of its function', () => {
  const loop = {
    'Fn::ForEach::Sites': [
      'Name',
      ['Blog', 'Shop'],
      {
        'Site${Name}': { Type: 'AWS::Serverless::Function', Metadata: { WebsiteHealthcheck: on }, Properties: website },
      },
    ],
  }
  const { Resources } = transformed({}, { resources: loop }).fragment as { Resources: Record<string, unknown> }
  const [, , body] = Resources['Fn::ForEach::Sites'] as [unknown, unknown, Record<string, unknown>]
  assert.equal(Object.keys(body), ['Site${Name}', 'Site${Name}Healthcheck'])
  assert.equal(dig(body, 'Site${Name}Healthcheck', 'Properties', 'FunctionName'), { Ref: 'Site${Name}' })
})

gate('is added once, however often the macro runs', () => {
  const answer = createHandler(worldOf({ HEALTHCHECK_STACK_GATE: 'true' }, () => {}))
  const once = answer(event(website))
  const twice = answer({ ...event(website), fragment: structuredClone(once.fragment) })
  assert.is(twice.status, 'success')
  assert.equal(twice.fragment, once.fragment)
})

gate.run()
