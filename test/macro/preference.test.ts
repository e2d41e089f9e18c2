import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import { type Around, event, transformed, website } from '../helpers/template.ts'

const role = { 'Fn::ImportValue': 'ServerlessDeploymentRoleArn' }
const preTraffic = { 'Fn::ImportValue': 'PreTrafficHook' }
const all = { Type: 'AllAtOnce', Role: role, Hooks: { PreTraffic: preTraffic } }

/** The macro's addition to the preference, or the reason or problem in its place. */
const added = (preference: unknown, around: Around = {}) => {
  const properties = preference === undefined ? website : { ...website, DeploymentPreference: preference }
  const result = transformed(properties, around)
  return result.added?.DeploymentPreference ?? result.reason ?? result.problems.join(' ')
}

const disabled = 'DeploymentPreference.Disabled'
const refused = 'DeploymentPreference.Invalid'
const set = 'PreTraffic.Set'
const additions = suite('what a preference lacks is added')

for (const [title, preference, addition] of [
  ['all of it where there is none', undefined, all],
  ['all of it where it is empty', {}, all],
  ['a Type stays', { Type: 'Linear10PercentEvery1Minute' }, { Role: role, Hooks: { PreTraffic: preTraffic } }],
  ['a custom Type stays', { Type: { Ref: 'Config' } }, { Role: role, Hooks: { PreTraffic: preTraffic } }],
  ['a Role stays', { Role: 'arn:r' }, { Type: 'AllAtOnce', Hooks: { PreTraffic: preTraffic } }],
  ['a Role that is no value stays', { Role: null }, { Type: 'AllAtOnce', Hooks: { PreTraffic: preTraffic } }],
  ['Alarms stay', { Alarms: ['a'] }, all],
  ['an empty map of Hooks', { Hooks: {} }, all],
  ['PostTraffic stays', { Hooks: { PostTraffic: 'f' } }, all],
  ['Enabled: true', { Enabled: true }, all],
  ['Enabled: FALSE, which SAM takes for true', { Enabled: 'FALSE' }, all],
  ['Enabled: no', { Enabled: 'no' }, all],
  ['Enabled as a condition, which SAM takes for true', { Enabled: { 'Fn::If': ['C', true, false] } }, all],
  ['Enabled as the Region, where nobody says which', { Enabled: { Ref: 'AWS::Region' } }, all],
  ['Enabled as a mapping with a key too few', { Enabled: { 'Fn::FindInMap': ['Stages', 'none'] } }, all],
  [
    'a map that has more than an intrinsic function',
    { Ref: 'P', Type: 'X' },
    { Role: role, Hooks: { PreTraffic: preTraffic } },
  ],
  ['Enabled as a Ref to nothing known', { Enabled: { Ref: 'Unknown' } }, all],
] as const)
  additions(title, () => {
    assert.equal(added(preference, { mappings: { Stages: { none: {} } } }), addition)
  })

additions('the Type is that of the setting DeploymentType', () => {
  const metadata = { DeploymentType: 'Canary10Percent5Minutes' }
  assert.equal(added(undefined, { metadata }), { ...all, Type: 'Canary10Percent5Minutes' })
  assert.equal(added({ Type: 'AllAtOnce' }, { metadata }), { Role: role, Hooks: { PreTraffic: preTraffic } })
})

additions("a function's own Condition is passed on where the macro made the preference", () => {
  const attributes = { Condition: 'IsProd' }
  assert.equal(added(undefined, { attributes }), {
    Type: 'AllAtOnce',
    Role: role,
    PassthroughCondition: true,
    Hooks: { PreTraffic: preTraffic },
  })
  assert.equal(added({ Alarms: [] }, { attributes }), all)
})

additions('literal names take the place of imports where the stack says so', () => {
  const names = { HOOK_NAME: 'CodeDeployHook_X', DEPLOYMENT_ROLE_ARN: 'arn:role', GATE_ARN: 'arn:gate' }
  const environment = { WIRING: 'Literal', ...names }
  assert.equal(added(undefined, { environment }), {
    Type: 'AllAtOnce',
    Role: 'arn:role',
    Hooks: { PreTraffic: 'CodeDeployHook_X' },
  })
})

additions('the prefix of the exports is that of the stack', () => {
  assert.equal(added(undefined, { environment: { EXPORT_NAME_PREFIX: 'team-' } }), {
    Type: 'AllAtOnce',
    Role: { 'Fn::ImportValue': 'team-ServerlessDeploymentRoleArn' },
    Hooks: { PreTraffic: { 'Fn::ImportValue': 'team-PreTrafficHook' } },
  })
})

additions.run()

const left = suite('a preference stays as it is')

const off = (Enabled: unknown) => ({ Type: 'AllAtOnce', Enabled })

for (const [title, preference, reason] of [
  ['where it is disabled', off(false), disabled],
  ['disabled as text', off('false'), disabled],
  ['disabled as Python writes it', off('False'), disabled],
  ['disabled by 0', off(0), disabled],
  ['disabled by null', off(null), disabled],
  ['disabled by an empty map', off({}), disabled],
  ['null itself', null, disabled],
  ['disabled by a parameter', off({ Ref: 'Gate' }), disabled],
  ['disabled by a mapping', off({ 'Fn::FindInMap': ['Stages', { Ref: 'Stage' }, 'Gate'] }), disabled],
  ['with a PreTraffic hook', { Type: 'AllAtOnce', Hooks: { PreTraffic: 'mine' } }, set],
  ['with a PreTraffic hook that may be none', { Hooks: { PreTraffic: { Ref: 'AWS::NoValue' } } }, set],
  ['with an empty PreTraffic hook', { Hooks: { PreTraffic: '' } }, set],
  ['with a null PreTraffic hook, which SAM refuses', { Hooks: { PreTraffic: null } }, refused],
  ['with null Hooks', { Hooks: null }, refused],
  ['with a list of Hooks', { Hooks: ['f'] }, refused],
  ['where it is a list', ['x'], refused],
  ['where it is a text', 'AllAtOnce', refused],
  ['where it is a condition', { Condition: 'IsProd' }, refused],
  ['where it is an intrinsic function', { 'Fn::If': ['C', {}, {}] }, refused],
] as const)
  left(title, () => {
    const around = {
      parameters: { Gate: 'false', Stage: 'dev' },
      mappings: { Stages: { dev: { Gate: false } } },
    }
    assert.equal(added(preference, around), reason)
  })

left('disabled by a mapping of the Region that the stack is in', () => {
  const site = event(
    { ...website, DeploymentPreference: off({ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'Gate'] }) },
    { mappings: { Regions: { 'eu-west-1': { Gate: false } } } },
  )
  const reason = (region: string) => {
    const [plan] = transform(
      { ...site, region },
      worldOf({}, () => {}),
    ).plans
    return plan?.kind === 'left alone' && plan.reason.code
  }
  assert.is(reason('eu-west-1'), disabled)
  assert.is(reason('eu-west-2'), false)
})

left('where the template uses the role that SAM makes for it', () => {
  const resources = { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'CodeDeployServiceRole' }] } } }
  const reason = 'Role.UsedByTemplate'
  assert.equal(added({ Type: 'AllAtOnce' }, { resources }), reason)
  assert.equal(added(undefined, { resources }), all)
  assert.equal(added({ Type: 'X', Role: 'r' }, { resources }), { Hooks: { PreTraffic: preTraffic } })
  assert.equal(added({}, { resources }), all)
  const statement = { Resource: [{ 'Fn::Sub': '${CodeDeployServiceRole.Arn}' }] }
  assert.equal(
    added({ Alarms: [] }, { resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: statement } } }),
    reason,
  )
  const quoted = { Value: { 'Fn::Sub': '{"${CodeDeployServiceRole.Arn}": "allowed"}' } }
  assert.equal(added({ Alarms: [] }, { resources: { Parameter: { Type: 'X', Properties: quoted } } }), reason)
  const named = { Type: 'X', Properties: { CodeDeployServiceRoleArn: 'arn', CodeDeploy: 'x' } }
  assert.equal(added({ Alarms: [] }, { resources: { Named: named } }), all)
  const CodeDeployServiceRole = { Type: 'AWS::IAM::Role' }
  assert.equal(added({ Type: 'X' }, { resources: { ...resources, CodeDeployServiceRole } }), {
    Role: role,
    Hooks: { PreTraffic: preTraffic },
  })
})

left('Hooks as an intrinsic function is refused, for SAM would drop the hook without a word', () => {
  assert.is(
    added({ Type: 'AllAtOnce', Hooks: { 'Fn::If': ['C', {}, {}] } }),
    'Site.DeploymentPreference.Hooks is Fn::If, and SAM silently drops every hook in it; expected a map, with the intrinsic function inside: Hooks: { PostTraffic: !If […] }.',
  )
})

left.run()

const globals = suite("Globals count as SAM's own merge has them")

for (const [title, global, local, addition] of [
  ['keys of both are in effect', { Type: 'X' }, { Role: 'r' }, { Hooks: { PreTraffic: preTraffic } }],
  ['a local Type wins', { Type: 'X' }, { Type: 'Y' }, { Role: role, Hooks: { PreTraffic: preTraffic } }],
  ['hooks of both are in effect', { Hooks: { PostTraffic: 'p' } }, { Hooks: {} }, all],
  ['a global PreTraffic counts', { Hooks: { PreTraffic: 'p' } }, { Alarms: [] }, set],
  ['Enabled: false survives a local preference', { Enabled: false }, { Type: 'X' }, disabled],
  ['a local Enabled: true wins', { Enabled: false }, { Enabled: true }, all],
  ['a local intrinsic replaces the map', { Type: 'X' }, { Ref: 'P' }, refused],
  ['a local map replaces an intrinsic', { Ref: 'P' }, { Type: 'X' }, { Role: role, Hooks: { PreTraffic: preTraffic } }],
  ['a local null replaces the map', { Type: 'X' }, null, disabled],
  ['no local preference', { Type: 'X' }, undefined, { Role: role, Hooks: { PreTraffic: preTraffic } }],
] as const)
  globals(title, () => {
    assert.equal(added(local, { globals: { DeploymentPreference: global } }), addition)
  })

for (const [title, ignored, addition] of [
  ['IgnoreGlobals: "*" drops them', '*', all],
  ['IgnoreGlobals with the name drops them', ['DeploymentPreference'], all],
  ['IgnoreGlobals with another name keeps them', ['Tags'], { Role: role, Hooks: { PreTraffic: preTraffic } }],
] as const)
  globals(title, () => {
    const around = { globals: { DeploymentPreference: { Type: 'X' } }, attributes: { IgnoreGlobals: ignored } }
    assert.equal(added(undefined, around), addition)
  })

globals('a made preference passes the Condition on only where Globals have none', () => {
  const attributes = { Condition: 'IsProd' }
  assert.equal(added(undefined, { attributes, globals: { DeploymentPreference: { Alarms: [] } } }), all)
})

globals.run()
