import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseYaml } from '../../cli/template/yaml.ts'
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import { pythonWith } from '../helpers/python.ts'
import { type Resource, translateAll } from '../helpers/sam.ts'

const python = pythonWith('samtranslator')

const site = `
Resources:
  Site:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://bucket/site-1
      Handler: index.handler
      Runtime: nodejs24.x
      Events:
        Everything: { Type: Api, Properties: { Path: '/{proxy+}', Method: any } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://bucket/worker-1
      Handler: index.handler
      Runtime: nodejs24.x
      Events:
        Queue: { Type: SQS, Properties: { Queue: 'arn:aws:sqs:eu-central-1:123456789012:jobs' } }
`

const read = (text: string) => parseYaml(text).value

const macro = (fragment: unknown, params: Record<string, string> = {}, environment: Record<string, string> = {}) => {
  const event = { requestId: '1', fragment, params, templateParameterValues: {}, region: 'eu-central-1' }
  const answer = createHandler(worldOf(environment, () => {}))(event)
  assert.is(answer.errorMessage, undefined)
  return answer.fragment
}

const literal = {
  WIRING: 'Literal',
  HOOK_NAME: 'CodeDeployHook_LambdaWebsite',
  DEPLOYMENT_ROLE_ARN: 'arn:aws:iam::123456789012:role/deployment',
  GATE_ARN: 'arn:aws:lambda:eu-west-1:123456789012:function:WebsiteHealthcheckGate',
}

const stages = {
  before: read(site),
  gated: macro(read(site)),
  again: macro(macro(read(site))),
  otherSettings: macro(read(site), { Path: '/up', Mode: 'Warn' }),
  nextRelease: macro(read(site.replace('site-1', 'site-2'))),
  literal: macro(read(site), {}, literal),
  taggedOnly: macro(read(site), {}, { INVOKE_TAGGED_ONLY: 'true' }),
}

type Resources = Record<string, Resource & { DeletionPolicy?: string }>
const sam = { Transform: 'AWS::Serverless-2016-10-31' }
const templates = Object.values(stages).map(fragment => ({ template: { ...sam, ...(fragment as object) } }))
const translated = python ? translateAll(python, templates) : []
const created = Object.fromEntries(
  Object.keys(stages).map((stage, index) => [stage, translated[index]?.Resources]),
) as Record<keyof typeof stages, Resources>

/** Logical IDs of what the second has and the first has not, the other way round, and of what is in both and differs. */
const difference = (before: Resources, after: Resources) => ({
  added: Object.keys(after).filter(logicalId => !(logicalId in before)),
  removed: Object.keys(before).filter(logicalId => !(logicalId in after)),
  changed: Object.keys(after)
    .filter(logicalId => before[logicalId] && JSON.stringify(before[logicalId]) !== JSON.stringify(after[logicalId]))
    .toSorted(),
})

/** Logical IDs without the digest that SAM puts at the end of those of versions and API deployments. */
const undigested = (logicalIds: string[]) => logicalIds.map(name => name.replace(/[0-9a-f]{10}$/, '…')).toSorted()

const lifecycle = suite('a website over its life, as CloudFormation sees it')
const fact = python ? lifecycle : lifecycle.skip

fact('gets an alias, a version and a deployment group from the macro; the worker stays as it was', () => {
  const { added, removed, changed } = difference(created.before, created.gated)
  assert.equal(undigested(added), [
    'ServerlessDeploymentApplication',
    'ServerlessRestApiDeployment…',
    'SiteAliaslive',
    'SiteDeploymentGroup',
    'SiteVersion…',
  ])
  assert.equal(undigested(removed), ['ServerlessRestApiDeployment…'])
  assert.equal(changed, [
    'ServerlessRestApi',
    'ServerlessRestApiProdStage',
    'Site',
    'SiteEverythingPermissionProd',
    'SiteRole',
  ])
})

fact('keeps its function and its role, but for their tags and the hash in the description', () => {
  for (const logicalId of ['Site', 'SiteRole']) {
    const { Tags: _, ...before } = created.before[logicalId]?.Properties ?? {}
    const { Tags: __, Description: hash, ...after } = created.gated[logicalId]?.Properties ?? {}
    assert.equal(after, before)
    assert.match(String(hash), logicalId === 'Site' ? /^[0-9a-f]{10}$/ : /^undefined$/)
  }
})

fact('is not changed by applying the macro to what the macro made', () => {
  assert.equal(created.again, created.gated)
})

fact('publishes nothing when only a setting changes: the tags change and nothing else', () => {
  const { added, removed, changed } = difference(created.gated, created.otherSettings)
  assert.equal([added, removed, changed], [[], [], ['Site', 'SiteRole']])
})

fact('publishes a new version when its code changes, and keeps the old one', () => {
  const { added, removed, changed } = difference(created.gated, created.nextRelease)
  assert.equal([undigested(added), undigested(removed)], [['SiteVersion…'], ['SiteVersion…']])
  assert.equal(changed, ['Site', 'SiteAliaslive'])
  assert.is(created.gated[String(removed[0])]?.DeletionPolicy, 'Retain')
})

fact('is as before once the macro is gone, but for the version that SAM retains', () => {
  const { added, removed } = difference(created.gated, created.before)
  assert.equal(undigested(added), ['ServerlessRestApiDeployment…'])
  const retained = removed.filter(logicalId => created.gated[logicalId]?.DeletionPolicy === 'Retain')
  assert.equal(undigested(retained), ['SiteVersion…'])
})

fact('publishes nothing when the wiring changes', () => {
  const { added, removed, changed } = difference(created.gated, created.literal)
  assert.equal([added, removed, changed], [[], [], ['SiteAliaslive', 'SiteDeploymentGroup']])
})

fact('gets a tag and nothing else where the hook may invoke tagged functions only', () => {
  const { added, removed, changed } = difference(created.gated, created.taggedOnly)
  assert.equal([added, removed, changed], [[], [], ['Site', 'SiteRole']])
  const tags = created.taggedOnly.Site?.Properties.Tags as { Key: string; Value: string }[]
  assert.is(tags.find(({ Key }) => Key === 'websitehealthcheck:Enabled')?.Value, 'true')
})

fact('imports from the installed stack by names without a version', () => {
  const imports = JSON.stringify(created.gated).match(/"Fn::ImportValue":"[^"]+"/g)
  assert.equal([...new Set(imports)].toSorted(), [
    '"Fn::ImportValue":"PreTrafficHook"',
    '"Fn::ImportValue":"ServerlessDeploymentRoleArn"',
  ])
})

lifecycle.run()
