import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { planProbe } from '../../healthcheck/probe-plan.ts'
import { createEvent } from '../../healthcheck/request.ts'
import { defaults } from '../../schema/settings.ts'

const authorizer = suite('the event of a route behind an authorizer')

/** `requestContext.authorizer` of the event that the tags ask for. */
const contextFor = (tags: Record<string, string>): unknown => {
  const tagged = Object.entries(tags).map(([name, value]) => [`websitehealthcheck:${name}`, value])
  const plan = planProbe(Object.fromEntries(tagged), 'Site', defaults)
  assert.equal(plan.problems, [])
  const event = createEvent(plan, { accountId: '123456789012', region: 'eu-west-1' }, 0)
  return (event as { requestContext: { authorizer?: unknown } }).requestContext.authorizer
}

const none = { scopes: null, claims: {} }

for (const [tags, expected] of [
  [{ EventType: 'Api', Authorizer: 'Cognito' }, { claims: {} }],
  [{ EventType: 'Api', Authorizer: 'JWT' }, { claims: {} }],
  [{ EventType: 'Api', Authorizer: 'Lambda' }, { principalId: 'codedeployhook' }],
  [{ EventType: 'Api', Authorizer: 'IAM' }, undefined],
  [{ EventType: 'HttpApi', Authorizer: 'JWT' }, { jwt: none }],
  [{ EventType: 'HttpApi', Authorizer: 'Cognito' }, { jwt: none }],
  [{ EventType: 'HttpApi', Authorizer: 'Lambda' }, { lambda: {} }],
  [{ EventType: 'HttpApi', Authorizer: 'IAM' }, { iam: {} }],
  [{ EventType: 'HttpApi', PayloadFormatVersion: '1.0', Authorizer: 'JWT' }, none],
  [{ EventType: 'HttpApi', PayloadFormatVersion: '1.0', Authorizer: 'Cognito' }, { claims: {} }],
  [{ EventType: 'HttpApi', PayloadFormatVersion: '1.0', Authorizer: 'Lambda' }, {}],
  [{ EventType: 'Api' }, undefined],
  [{ EventType: 'HttpApi' }, undefined],
] as const)
  authorizer(`has ${JSON.stringify(expected) ?? 'nothing'} for ${JSON.stringify(tags)}`, () => {
    assert.equal(contextFor(tags), expected)
  })

authorizer('has no authorizer for a tag that names none, which is a problem', () => {
  const { authorizer, problems } = planProbe({ 'websitehealthcheck:Authorizer': 'Basic' }, 'Site', defaults)
  assert.equal(
    [authorizer, problems],
    [undefined, ['Site.Tags.Authorizer is Basic; expected Cognito, JWT, Lambda or IAM.']],
  )
})

authorizer.run()
