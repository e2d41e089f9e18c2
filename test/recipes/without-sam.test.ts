import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { requiredInCi } from '../helpers/python.ts'
import { runApart } from '../helpers/repository.ts'
import { folderOf, recipe } from './recipe.ts'

type Resource = { Type: string; Properties: Record<string, unknown>; UpdatePolicy?: unknown }

const others = suite('docs/recipes.md: without SAM')
// each is hundreds of megabytes of packages, which only CI installs
const fact = requiredInCi ? others : others.skip
if (!requiredInCi) console.error('SKIPPED: the CDK and the Serverless Framework are installed where CI is true.')

const install = (folder: string, ...packages: string[]): void => {
  const command = ['install', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', ...packages]
  const { status, stderr } = runApart(folder, 'npm', command)
  assert.is(status, 0, stderr)
}

const resourcesOf = (file: string): Record<string, Resource> => JSON.parse(readFileSync(file, 'utf8')).Resources
const ofType = (resources: Record<string, Resource>, type: string) =>
  Object.values(resources).filter(({ Type }) => Type === type)

const handler = 'export const handler = async () => ({ statusCode: 200 })\n'

fact('the CDK makes an alias that waits for the hook, behind the API', () => {
  const folder = folderOf({ 'app.mjs': recipe('js', 'app.mjs'), 'site/index.mjs': handler, 'package.json': '{}' })
  try {
    install(folder, 'aws-cdk-lib@2.276.0', 'constructs@10.8.1')
    const { status, stderr } = spawnSync(process.execPath, ['app.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, CDK_OUTDIR: `${folder}/out` },
    })
    assert.is(status, 0, stderr)
    const resources = resourcesOf(`${folder}/out/Shop.template.json`)
    const [alias] = ofType(resources, 'AWS::Lambda::Alias')
    assert.match(JSON.stringify(alias?.UpdatePolicy), /"BeforeAllowTrafficHook":.*"Fn::ImportValue":"PreTrafficHook"/)
    const [group] = ofType(resources, 'AWS::CodeDeploy::DeploymentGroup')
    assert.equal(group?.Properties.ServiceRoleArn, { 'Fn::ImportValue': 'ServerlessDeploymentRoleArn' })
    const [integration] = ofType(resources, 'AWS::ApiGatewayV2::Integration')
    assert.match(JSON.stringify(integration?.Properties.IntegrationUri), /Live/)
    const [site] = ofType(resources, 'AWS::Lambda::Function')
    assert.equal(site?.Properties.Tags, [
      { Key: 'websitehealthcheck:EventType', Value: 'HttpApi' },
      { Key: 'websitehealthcheck:Path', Value: '/healthcheck' },
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

fact('the Serverless Framework makes an alias that waits for the hook, behind the API', () => {
  const folder = folderOf({
    'serverless.yml': recipe('yaml', 'serverless.yml'),
    'gate.cjs': recipe('js', 'gate.cjs'),
    'index.mjs': handler,
    'package.json': '{}',
  })
  try {
    install(folder, 'serverless@3.40.0', 'serverless-plugin-canary-deployments@0.8.0')
    const { status, stdout, stderr } = spawnSync('node_modules/.bin/serverless', ['package'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        SLS_TELEMETRY_DISABLED: '1',
        SLS_NOTIFICATIONS_MODE: 'off',
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    })
    assert.is(status, 0, stdout + stderr)
    const resources = resourcesOf(`${folder}/.serverless/cloudformation-template-update-stack.json`)
    const [alias] = ofType(resources, 'AWS::Lambda::Alias')
    assert.match(JSON.stringify(alias?.UpdatePolicy), /"BeforeAllowTrafficHook":\{"Fn::ImportValue":"PreTrafficHook"\}/)
    const [group] = ofType(resources, 'AWS::CodeDeploy::DeploymentGroup')
    assert.equal(group?.Properties.ServiceRoleArn, { 'Fn::ImportValue': 'ServerlessDeploymentRoleArn' })
    const [integration] = ofType(resources, 'AWS::ApiGatewayV2::Integration')
    assert.match(JSON.stringify(integration?.Properties.IntegrationUri), /SiteLambdaFunctionAliaslive/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

others.run()
