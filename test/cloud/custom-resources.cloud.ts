import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy } from './deploy.ts'
import { invocationsOf } from './logs.ts'
import { eventsOf, outputsOf, removeStack } from './stack.ts'

// What the stand-in for custom resources promises to the stories that rest on it.
const custom = suite('a custom resource')
const cloud = await startCloud()
custom.after(cloud.stop)

const service = `
exports.handler = async event => {
  const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties, PhysicalResourceId } = event
  const Status = RequestType !== 'Delete' && ResourceProperties.Healthy === 'false' ? 'FAILED' : 'SUCCESS'
  const body = { Status, Reason: 'not healthy', PhysicalResourceId: 'a-name', StackId, RequestId, LogicalResourceId, Data: { Version: ResourceProperties.Version } }
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': '' } })
}
`

const template = (Version: number, Healthy = true): string =>
  JSON.stringify({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Service: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          FunctionName: 'custom-service',
          InlineCode: service,
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
        },
      },
      Check: {
        Type: 'Custom::Check',
        Properties: { ServiceToken: { 'Fn::GetAtt': ['Service', 'Arn'] }, Version, Healthy },
      },
    },
    Outputs: { Id: { Value: { Ref: 'Check' } }, Version: { Value: { 'Fn::GetAtt': ['Check', 'Version'] } } },
  })

const requests = (): string[] =>
  invocationsOf(cloud, 'custom-service').map(({ event }) => {
    const { RequestType, ResourceProperties, OldResourceProperties } = JSON.parse(event)
    return [RequestType, OldResourceProperties?.Version, ResourceProperties.Version].filter(Boolean).join(' ')
  })

custom('is created with its properties as strings, and its answer has the ID and the attributes', async () => {
  const { status, terminal } = await deploy(cloud, 'custom', template(1))
  assert.is(status, 'CREATE_COMPLETE', terminal)
  assert.equal(await outputsOf(cloud, 'custom'), { Id: 'a-name', Version: '1' })
  assert.equal(requests(), ['Create 1'])
})

custom('is updated only where a property of it changes', async () => {
  assert.is((await deploy(cloud, 'custom', template(2))).status, 'UPDATE_COMPLETE')
  assert.equal(requests(), ['Create 1', 'Update 1 2'])
})

custom('that fails rolls the stack back with its reason, and is told so', async () => {
  const { status, failures } = await deploy(cloud, 'custom', template(3, false))
  assert.is(status, 'UPDATE_ROLLBACK_COMPLETE')
  assert.match(
    failures.join(),
    /Received response status \[FAILED\] from custom resource\. Message returned: not healthy/,
  )
  assert.equal(requests().slice(2), ['Update 2 3', 'Update 3 2'])
})

custom('that fails to be created fails the stack with its reason', async () => {
  const { status } = await deploy(cloud, 'custom-new', template(1, false).replaceAll('custom-service', 'custom-other'))
  assert.is(status, 'ROLLBACK_COMPLETE')
  const reasons = (await eventsOf(cloud, 'custom-new')).map(({ ResourceStatusReason }) => ResourceStatusReason)
  assert.match(reasons.join(), /Message returned: not healthy/)
})

custom('is told to delete', async () => {
  await removeStack(cloud, 'custom')
  assert.is(requests().at(-1), 'Delete 2')
})

custom.run()
