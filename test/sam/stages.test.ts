import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { knownOf } from '../../sam/known.ts'
import { apiEvents } from '../../sam/routes.ts'
import { namedStageOf, streamsResponse } from '../../sam/stages.ts'
import type { JsonMap } from '../../schema/json.ts'

const known = knownOf({}, { parameters: { Stage: 'beta' } })
const event = (type: string, properties: JsonMap) => {
  const [first] = apiEvents({ E: { Type: type, Properties: { Path: '/up', Method: 'get', ...properties } } }, known)
  if (!first) throw new Error('no event')
  return first
}
const templateOf = (type: string, properties: JsonMap) => ({
  Resources: { Site: { Type: type, Properties: properties } },
})

const stages = suite('namedStageOf')
const rest = 'AWS::Serverless::Api'
const http = 'AWS::Serverless::HttpApi'

for (const [title, type, id, template, name] of [
  ['a REST API with a name of its own', 'Api', { Ref: 'Site' }, templateOf(rest, { StageName: 'v1' }), 'v1'],
  ['a REST API by a text', 'Api', 'Site', templateOf(rest, { StageName: 'v1' }), 'v1'],
  ['a REST API whose stage is Prod', 'Api', { Ref: 'Site' }, templateOf(rest, { StageName: 'Prod' }), undefined],
  [
    'a REST API whose stage is a parameter',
    'Api',
    { Ref: 'Site' },
    templateOf(rest, { StageName: { Ref: 'Stage' } }),
    'beta',
  ],
  [
    'a REST API whose stage is not known',
    'Api',
    { Ref: 'Site' },
    templateOf(rest, { StageName: { Ref: 'No' } }),
    undefined,
  ],
  ['a REST API whose stage is a number', 'Api', { Ref: 'Site' }, templateOf(rest, { StageName: 1 }), '1'],
  ['the REST API that SAM makes', 'Api', undefined, {}, undefined],
  ['a REST API that is not of SAM', 'Api', { Ref: 'Site' }, templateOf('AWS::ApiGateway::RestApi', {}), undefined],
  ['an HTTP API with a name of its own', 'HttpApi', { Ref: 'Site' }, templateOf(http, { StageName: 'v1' }), 'v1'],
  ['an HTTP API whose stage is Prod', 'HttpApi', { Ref: 'Site' }, templateOf(http, { StageName: 'Prod' }), 'Prod'],
  ['an HTTP API without one', 'HttpApi', { Ref: 'Site' }, templateOf(http, {}), undefined],
  [
    'an HTTP API whose stage is $default',
    'HttpApi',
    { Ref: 'Site' },
    templateOf(http, { StageName: '$default' }),
    undefined,
  ],
  ['an API of the other kind', 'HttpApi', { Ref: 'Site' }, templateOf(rest, { StageName: 'v1' }), undefined],
] as const)
  stages(`of ${title} is ${name}`, () => {
    const properties = id === undefined ? {} : { [type === 'Api' ? 'RestApiId' : 'ApiId']: id }
    assert.is(namedStageOf(event(type, properties), template, known)?.name, name)
  })

stages.run()

const streaming = suite('streamsResponse')
const uri = 'arn:aws:apigateway:eu-west-1:lambda:path/2021-11-15/functions/${Site.Arn}/response-streaming-invocations'
const definition = { DefinitionBody: { paths: { '/up': { get: { 'x-amazon-apigateway-integration': { uri } } } } } }

for (const [title, type, properties, template, streams] of [
  ['an event that says so', 'Api', { ResponseTransferMode: 'RESPONSE_STREAM' }, {}, true],
  ['an event that says what SAM does not know', 'Api', { ResponseTransferMode: 'STREAM' }, {}, false],
  ['an event that says nothing', 'Api', {}, {}, false],
  ['an HttpApi event', 'HttpApi', { ResponseTransferMode: 'RESPONSE_STREAM' }, {}, false],
  ['an API whose definition does', 'Api', { RestApiId: { Ref: 'Site' } }, templateOf(rest, definition), true],
  ['another API', 'Api', { RestApiId: { Ref: 'Site' } }, templateOf(rest, { DefinitionBody: { paths: {} } }), false],
] as const)
  streaming(`${streams ? 'holds' : 'does not hold'} for ${title}`, () => {
    assert.is(streamsResponse(event(type, properties), template, known), streams)
  })

streaming.run()
