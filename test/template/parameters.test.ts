import { existsSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { environmentName, parseEnvironment } from '../../schema/environment.ts'
import schema from '../../schema/settings.schema.json' with { type: 'json' }
import { defaults, settingNames } from '../../schema/settings.ts'
import { properties, readStack } from './stack.ts'

const stack = readStack()

const variablesOf = (logicalId: string): Record<string, unknown> =>
  properties<{ Environment: { Variables: Record<string, unknown> } }>(stack, logicalId).Environment.Variables

const parameters = suite('parameters of template.yaml')

type Property = {
  type: string
  default?: unknown
  examples: unknown[]
  pattern?: string
  enum?: string[]
  minimum?: number
  maximum?: number
  'x-expected'?: string
}
const schemas: Record<string, Property> = schema.properties

for (const name of settingNames) {
  const property = schemas[name] as Property
  const parameter = stack.Parameters[name]

  parameters(`${name} has the default of the settings schema`, () => {
    assert.is(String(parameter?.Default), String(property.default ?? ''))
  })

  parameters(`${name} accepts what the settings schema accepts`, () => {
    assert.equal(parameter?.AllowedValues, property.type === 'boolean' ? ['true', 'false'] : property.enum)
    assert.equal([parameter?.MinValue, parameter?.MaxValue], [property.minimum, property.maximum])
    if (!property.pattern) return
    // without a default there is a way to say nothing, which the pattern of the schema does not know
    const orEmpty = 'default' in property ? '' : ', or empty'
    assert.is(parameter?.ConstraintDescription, `must be ${property['x-expected']}${orEmpty}`)
    const allowed = new RegExp(String(parameter?.AllowedPattern))
    const known = new RegExp(property.pattern)
    for (const text of [String(property.default ?? ''), ...property.examples.map(String)]) assert.match(text, allowed)
    for (const text of ['', 'x', '/ x', '0', '600', 'x'.repeat(256)])
      assert.is(allowed.test(text), known.test(text) || (text === '' && orEmpty !== ''), text)
  })

  parameters(`${name} reaches both functions`, () => {
    for (const logicalId of ['MacroFunction', 'HookFunction', 'GateFunction'])
      assert.equal(variablesOf(logicalId)[environmentName(name)], { Ref: name }, logicalId)
  })
}

parameters('hand nothing else to the two functions as a setting', () => {
  for (const logicalId of ['MacroFunction', 'HookFunction']) {
    const settings = Object.keys(variablesOf(logicalId)).filter(name => name.startsWith('HEALTHCHECK_'))
    assert.equal(settings, settingNames.map(environmentName), logicalId)
  }
})

const environment = Object.fromEntries(
  settingNames.map(name => [environmentName(name), String(stack.Parameters[name]?.Default)]),
)

parameters('mean the built-in defaults where nobody sets them', () => {
  const { settings, problems } = parseEnvironment(environment)
  assert.equal(problems, [])
  assert.equal(settings, defaults)
})

parameters('change nothing in what the macro does where nobody sets them', () => {
  const Events = { Hello: { Type: 'Api', Properties: { Path: '/hello', Method: 'get' } } }
  const Site = { Type: 'AWS::Serverless::Function', Properties: { Events } }
  const event = { requestId: '1', fragment: { Resources: { Site } }, params: {}, templateParameterValues: {} }
  const answer = (environment: Record<string, string>) => createHandler(worldOf(environment, () => {}))(event)
  assert.equal(answer(environment), answer({}))
})

parameters('all have a default and a description', () => {
  const bare = Object.entries(stack.Parameters).filter(
    ([, parameter]) => !('Default' in parameter) || !('Description' in parameter),
  )
  assert.equal(bare, [])
})

parameters('all stand in one group of the console', () => {
  const { ParameterGroups } = stack.Metadata['AWS::CloudFormation::Interface'] as {
    ParameterGroups: { Parameters: string[] }[]
  }
  const grouped = ParameterGroups.flatMap(group => group.Parameters)
  assert.equal(grouped.toSorted(), Object.keys(stack.Parameters).toSorted())
})

parameters.run()

const functions = suite('functions of template.yaml')

for (const [logicalId, { Type, Properties }] of Object.entries(stack.Resources))
  if (Type === 'AWS::Lambda::Function')
    functions(`${logicalId} runs what the build makes`, () => {
      const file = `${Properties.Code}/${String(Properties.Handler).replace(/\.handler$/, '.mjs')}`
      assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), `${file} is missing; npm run build makes it.`)
      assert.match(String(Properties.Handler), /^index\.handler$/)
    })

functions('are told all that the macro reads, and nothing more', () => {
  const read = new Set<string>()
  const recording = (environment: Record<string, string>) =>
    new Proxy(environment, { get: (target, name: string) => read.add(name) && target[name] })
  for (const WIRING of ['Literal', 'ImportValue']) worldOf(recording({ WIRING }), () => {})
  assert.equal([...read].toSorted(), Object.keys(variablesOf('MacroFunction')).toSorted())
})

functions('run on a Node that package.json allows', () => {
  const [, major] = String(properties(stack, 'MacroFunction').Runtime).match(/^nodejs(\d+)\.x$/) ?? []
  assert.ok(Number(major) >= Number.parseInt(packageJson.engines.node.replace('>=', ''), 10))
})

functions('have a timeout of their own, and the hook all that Lambda gives', () => {
  assert.is(properties(stack, 'MacroFunction').Timeout, 30)
  assert.is(properties(stack, 'HookFunction').Timeout, 900)
})

functions('include a hook that the managed policy of CodeDeploy may invoke', () => {
  assert.is(properties(stack, 'HookFunction').FunctionName, 'CodeDeployHook_LambdaWebsite')
})

functions('write to log groups of their own, named as Lambda would name them', () => {
  for (const name of ['Macro', 'Hook']) {
    const { FunctionName } = properties(stack, `${name}Function`)
    assert.is(properties(stack, `${name}LogGroup`).LogGroupName, `/aws/lambda/${FunctionName}`)
  }
})

functions.run()

const outputs = suite('outputs of template.yaml')

const prefixed = (name: string) => `\${ExportNamePrefix}${name}`

outputs('export the names of the Go original, so that its wiring by hand works unchanged, and that of the gate', () => {
  const exported = Object.values(stack.Outputs).flatMap(output => (output.Export ? [output.Export.Name] : []))
  assert.equal(exported, [
    { 'Fn::Sub': prefixed('PreTrafficHook') },
    { 'Fn::Sub': prefixed('ServerlessDeploymentRoleArn') },
    { 'Fn::Sub': prefixed('WebsiteHealthcheckGate') },
  ])
})

outputs('carry no version, for CloudFormation refuses to change what another stack imports', () => {
  assert.equal(stack.Outputs.PreTrafficHook?.Value, { Ref: 'HookFunction' })
  assert.equal(stack.Outputs.ServerlessDeploymentRoleArn?.Value, { 'Fn::GetAtt': ['DeploymentRole', 'Arn'] })
  assert.not('AutoPublishAlias' in properties(stack, 'HookFunction'))
})

outputs('are what the macro imports, whatever the prefix', () => {
  const { wiring } = worldOf({ EXPORT_NAME_PREFIX: 'team-' }, () => {})
  assert.equal(wiring, {
    role: { 'Fn::ImportValue': 'team-ServerlessDeploymentRoleArn' },
    preTrafficHook: { 'Fn::ImportValue': 'team-PreTrafficHook' },
    gate: { 'Fn::ImportValue': 'team-WebsiteHealthcheckGate' },
  })
})

outputs.run()

const metadata = suite('metadata of template.yaml')

metadata('carries the version of the package', () => {
  assert.is(stack.Metadata['AWS::ServerlessRepo::Application']?.SemanticVersion, packageJson.version)
})

metadata('names files that exist', () => {
  const { LicenseUrl, ReadmeUrl } = stack.Metadata['AWS::ServerlessRepo::Application'] ?? {}
  for (const file of [LicenseUrl, ReadmeUrl])
    assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), `${file} is missing`)
})

metadata.run()
