import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy, type Source } from './deploy.ts'
import { hookMessage } from './logs.ts'
import { eventsOf, live, physicalId, processedOf, versionsOf, visit } from './stack.ts'

const release = suite('a website over its releases')
const cloud = await startCloud()
release.after(cloud.stop)

const site = (code: string): Source => ({
  template: `
Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]
Resources:
  Site:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: site
      Handler: index.handler
      Runtime: nodejs24.x
      Events:
        Any: { Type: Api, Properties: { Path: "/{proxy+}", Method: ANY } }
        Root: { Type: Api, Properties: { Path: /, Method: ANY } }
`,
  files: { 'site/index.mjs': code },
})

const answering = (body: string): Source =>
  site(`export const handler = async () => ({ statusCode: 200, body: '${body}' })\n`)

release('the first version is live, behind an alias', async () => {
  const { status, terminal } = await deploy(cloud, 'release', answering('one'))
  assert.is(status, 'CREATE_COMPLETE', terminal)
  assert.is(await live(cloud, 'release', 'Site'), '1')
  assert.equal(await visit(cloud, 'release', '/'), { status: 200, body: 'one' })
})

release('the alias names the hook by the export of the installed stack', async () => {
  const { Resources } = await processedOf(cloud, 'release')
  assert.equal(Resources.SiteAliaslive?.UpdatePolicy, {
    CodeDeployLambdaAliasUpdate: {
      ApplicationName: { Ref: 'ServerlessDeploymentApplication' },
      DeploymentGroupName: { Ref: 'SiteDeploymentGroup' },
      BeforeAllowTrafficHook: { 'Fn::ImportValue': 'PreTrafficHook' },
    },
  })
})

release('the second version is probed and gets the traffic', async () => {
  const { status, terminal } = await deploy(cloud, 'release', answering('two'))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await live(cloud, 'release', 'Site'), '2')
  assert.equal(await visit(cloud, 'release', '/'), { status: 200, body: 'two' })
  const name = await physicalId(cloud, 'release', 'Site')
  assert.match(await hookMessage(cloud, name, /:2 GET/), new RegExp(`^Succeeded ${name}:2 GET /healthcheck -> 200 in`))
})

release('a broken version gets none: the stack rolls back and the log says why', async () => {
  const { status, terminal } = await deploy(cloud, 'release', site(`import 'nowhere'\nexport const handler = 1\n`))
  assert.is(status, 'UPDATE_ROLLBACK_COMPLETE')
  assert.match(terminal, /Failed to create\/update the stack\. Run the following command/)
  assert.equal(await versionsOf(cloud, 'release', 'Site'), ['1', '2', '3'])
  assert.is(await live(cloud, 'release', 'Site'), '2')
  assert.equal(await visit(cloud, 'release', '/'), { status: 200, body: 'two' })
  const reasons = (await eventsOf(cloud, 'release')).map(({ ResourceStatusReason }) => ResourceStatusReason)
  assert.match(reasons.join('\n'), /one or more of the lifecycle event validation functions failed/)
  const name = await physicalId(cloud, 'release', 'Site')
  const message = await hookMessage(cloud, name, /:3 GET/)
  assert.match(
    message,
    new RegExp(`^Failed Healthcheck.FunctionError ${name}:3 GET /healthcheck -> Runtime.ImportModuleError`),
  )
})

release('the next healthy version gets the traffic as if nothing had happened', async () => {
  const { status, terminal } = await deploy(cloud, 'release', answering('four'))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await live(cloud, 'release', 'Site'), '4')
  assert.equal(await visit(cloud, 'release', '/'), { status: 200, body: 'four' })
})

release.run()
