import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Format, ProbePlan } from '../../healthcheck/probe-plan.ts'
import { decoded, pathParameters } from '../../healthcheck/request/route.ts'
import { createEvent } from '../../healthcheck/request.ts'
import product from '../../package.json' with { type: 'json' }
import { defaults, type Settings } from '../../schema/settings.ts'

const target = { accountId: '123456789012', region: 'eu-west-1' }
/** Wed, 04 Mar 2020 19:15:17 GMT */
const timeMs = 1_583_349_317_135

const planOf = (format: Format, settings: Partial<Settings> = {}, route?: ProbePlan['route'], stage?: string) => ({
  ...(stage !== undefined && { stage }),
  settings: { ...defaults, ...settings },
  format,
  ...(route && { route }),
})

/** An event as the function gets it, with the IDs, which are new each time, as the letters they consist of. */
const sent = (format: Format, settings?: Partial<Settings>, route?: ProbePlan['route']) =>
  JSON.parse(JSON.stringify(createEvent(planOf(format, settings, route), target, timeMs)), (_, value) =>
    typeof value === 'string'
      ? value
          .replace(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'UUID')
          .replace(/^[\w-]{15}=$/, 'ID')
          .replace(/^(Root=1-5e5ffe45)-[0-9a-f]{24}$/, '$1-TRACE')
      : value,
  )

const userAgent = `codedeployhook/${product.version} (BeforeAllowTraffic)`
const headers = {
  Accept: '*/*',
  Host: 'example.com',
  'User-Agent': userAgent,
  'X-Amzn-Trace-Id': 'Root=1-5e5ffe45-TRACE',
  'X-Forwarded-For': '192.0.2.1',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
}
const lists = (map: Record<string, string>) =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, [value]]))
const lower = (map: Record<string, string>) =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name.toLowerCase(), value]))
const identity = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: '192.0.2.1',
  user: null,
  userAgent,
  userArn: null,
}

const request = suite('createEvent')
const greedy = { method: 'ANY', path: '/{proxy+}' }

request('makes the event of a REST API, with every key and no version', () => {
  assert.equal(sent('REST API 1.0', { path: '/healthcheck?deep=1&x=a&x=b%20c' }, greedy), {
    resource: '/{proxy+}',
    path: '/healthcheck',
    httpMethod: 'GET',
    headers,
    multiValueHeaders: lists(headers),
    queryStringParameters: { deep: '1', x: 'b c' },
    multiValueQueryStringParameters: { deep: ['1'], x: ['a', 'b c'] },
    pathParameters: { proxy: 'healthcheck' },
    stageVariables: null,
    requestContext: {
      resourceId: 'a1b2c3',
      resourcePath: '/{proxy+}',
      httpMethod: 'GET',
      extendedRequestId: 'ID',
      requestTime: '04/Mar/2020:19:15:17 +0000',
      path: '/Prod/healthcheck',
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage: 'Prod',
      domainPrefix: 'example',
      requestTimeEpoch: timeMs,
      requestId: 'UUID',
      identity,
      domainName: 'example.com',
      deploymentId: 'd1e2f3',
      apiId: 'a1b2c3d4e5',
    },
    body: null,
    isBase64Encoded: false,
  })
})

request('makes the event of an HTTP API in format 1.0', () => {
  const all = { 'Content-Length': '0', ...headers }
  assert.equal(sent('HTTP API 1.0', { path: '/healthcheck?deep=1' }, greedy), {
    version: '1.0',
    resource: '/{proxy+}',
    path: '/healthcheck',
    httpMethod: 'GET',
    headers: all,
    multiValueHeaders: lists(all),
    queryStringParameters: { deep: '1' },
    multiValueQueryStringParameters: { deep: ['1'] },
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      domainName: 'example.com',
      domainPrefix: 'example',
      extendedRequestId: 'ID',
      httpMethod: 'GET',
      identity,
      path: '/healthcheck',
      protocol: 'HTTP/1.1',
      requestId: 'ID',
      requestTime: '04/Mar/2020:19:15:17 +0000',
      requestTimeEpoch: timeMs,
      resourceId: 'ANY /{proxy+}',
      resourcePath: '/{proxy+}',
      stage: '$default',
    },
    pathParameters: { proxy: 'healthcheck' },
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
  })
})

// https://github.com/aws-powertools/powertools-lambda-python/issues/621
request('has the stage of an HTTP API in its path, unless that is $default', () => {
  const create = (format: Format, stage?: string) =>
    createEvent(planOf(format, { path: '/healthcheck' }, { method: 'ANY', path: '/{proxy+}' }, stage), target, timeMs)
  for (const [stage, path] of [
    ['v1', '/v1/healthcheck'],
    ['$default', '/healthcheck'],
    [undefined, '/healthcheck'],
  ] as const) {
    const two = create('HTTP API 2.0', stage) as APIGatewayProxyEventV2
    assert.equal([two.rawPath, two.requestContext.http.path], [path, path])
    assert.equal([two.requestContext.stage, two.routeKey], [stage ?? '$default', 'ANY /{proxy+}'])
    assert.equal(two.pathParameters, { proxy: 'healthcheck' })
    const one = create('HTTP API 1.0', stage) as APIGatewayProxyEvent
    assert.equal([one.path, one.requestContext.path, one.requestContext.stage], [path, path, stage ?? '$default'])
    assert.equal([one.resource, one.pathParameters], ['/{proxy+}', { proxy: 'healthcheck' }])
  }
})

request('has the stage of a REST API in its context, and not in its path', () => {
  for (const stage of ['v1', undefined]) {
    const plan = planOf('REST API 1.0', { path: '/healthcheck' }, undefined, stage)
    const { path, requestContext } = createEvent(plan, target, timeMs) as APIGatewayProxyEvent
    assert.equal([path, requestContext.path], ['/healthcheck', `/${stage ?? 'Prod'}/healthcheck`])
    assert.is(requestContext.stage, stage ?? 'Prod')
  }
})

request('to a function URL has no stage', () => {
  const event = createEvent(planOf('Function URL 2.0', { path: '/up' }, undefined, 'v1'), target, timeMs)
  const { rawPath, requestContext } = event as APIGatewayProxyEventV2
  assert.equal([rawPath, requestContext.stage], ['/up', '$default'])
})

const format2 = {
  version: '2.0',
  rawPath: '/healthcheck',
  rawQueryString: 'x=a&x=b%20c',
  headers: { ...lower(headers), 'content-length': '0' },
  queryStringParameters: { x: 'a,b c' },
  isBase64Encoded: false,
}
const context2 = {
  accountId: '123456789012',
  apiId: 'a1b2c3d4e5',
  domainName: 'example.com',
  domainPrefix: 'example',
  http: { method: 'GET', path: '/healthcheck', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent },
  requestId: 'ID',
  routeKey: 'ANY /{proxy+}',
  stage: '$default',
  time: '04/Mar/2020:19:15:17 +0000',
  timeEpoch: timeMs,
}

request('makes the event of an HTTP API in format 2.0', () => {
  assert.equal(sent('HTTP API 2.0', { path: '/healthcheck?x=a&x=b%20c' }, greedy), {
    ...format2,
    routeKey: 'ANY /{proxy+}',
    requestContext: context2,
    pathParameters: { proxy: 'healthcheck' },
  })
})

request('makes the event of a function URL, which has no routes', () => {
  assert.equal(sent('Function URL 2.0', { path: '/healthcheck?x=a&x=b%20c' }, greedy), {
    ...format2,
    routeKey: '$default',
    requestContext: { ...context2, accountId: 'anonymous', routeKey: '$default', requestId: 'UUID' },
  })
})

request('makes the event of a load balancer, which does not decode', () => {
  assert.equal(sent('ALB', { path: '/healthcheck?x=a&x=b%20c&y&z=1=2' }), {
    requestContext: {
      elb: {
        targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/healthcheck/0123456789abcdef',
      },
    },
    httpMethod: 'GET',
    path: '/healthcheck',
    queryStringParameters: { x: 'b%20c', y: '', z: '1=2' },
    headers: lower(headers),
    body: '',
    isBase64Encoded: false,
  })
})

request('takes every question mark after the first for part of the query', () => {
  assert.equal(sent('REST API 1.0', { path: '/a?b=c?d' }).queryStringParameters, { b: 'c?d' })
})

request('leaves out of format 2.0 what would be empty', () => {
  const event: APIGatewayProxyEventV2 = sent('HTTP API 2.0')
  assert.equal(event.routeKey, 'GET /healthcheck')
  for (const key of ['queryStringParameters', 'pathParameters', 'cookies', 'body', 'stageVariables'])
    assert.not.ok(key in event, key)
  assert.is(event.rawQueryString, '')
})

request('has null in format 1.0 where there is nothing', () => {
  for (const format of ['REST API 1.0', 'HTTP API 1.0'] as const) {
    const event: APIGatewayProxyEvent = sent(format)
    assert.equal(
      [event.queryStringParameters, event.multiValueQueryStringParameters, event.pathParameters, event.body],
      [null, null, null, null],
    )
    assert.is(event.resource, '/healthcheck')
  }
  assert.equal((sent('ALB') as ALBEvent).queryStringParameters, {})
})

request('fills method and host in everywhere', () => {
  for (const format of ['REST API 1.0', 'HTTP API 1.0', 'HTTP API 2.0', 'Function URL 2.0', 'ALB'] as const) {
    const event = sent(format, { method: 'HEAD', host: 'www.example.org:8443' })
    assert.is(event.httpMethod ?? event.requestContext.http.method, 'HEAD')
    assert.is(event.headers.Host ?? event.headers.host, 'www.example.org:8443')
    assert.is(event.requestContext.domainName ?? 'www.example.org', 'www.example.org')
    assert.is(event.requestContext.domainPrefix ?? 'www', 'www')
  }
  assert.is(sent('HTTP API 2.0', { method: 'POST' }).routeKey, 'POST /healthcheck')
})

request('has $default for the route that takes everything', () => {
  const route = { method: 'ANY', path: '$default' }
  assert.is(sent('HTTP API 2.0', {}, route).routeKey, '$default')
  assert.is(sent('HTTP API 1.0', {}, route).resource, '$default')
  assert.is(sent('HTTP API 1.0', {}, route).requestContext.resourceId, '$default')
})

request('decodes a path as HTTP APIs do, and leaves it as the others do', () => {
  const path = '/caf%C3%A9/a%20b'
  assert.is(sent('HTTP API 2.0', { path }).rawPath, '/café/a b')
  assert.is(sent('HTTP API 1.0', { path }).path, '/café/a b')
  assert.is(sent('REST API 1.0', { path }).path, path)
  assert.is(sent('Function URL 2.0', { path }).rawPath, path)
  assert.is(sent('Function URL 2.0', { path }).requestContext.http.path, path)
  assert.is(sent('ALB', { path }).path, path)
  assert.is(decoded('/100%'), '/100%')
})

request('has another request ID each time', () => {
  const ids = new Set(
    Array.from({ length: 5 }, () => {
      const event = createEvent(planOf('REST API 1.0'), target, timeMs) as APIGatewayProxyEvent
      return event.requestContext.requestId
    }),
  )
  assert.is(ids.size, 5)
})

request('can be made of every path', () => {
  const path = fc.stringMatching(/^\/[!-"$-~]{0,40}$/)
  const format = fc.constantFrom<Format>('REST API 1.0', 'HTTP API 1.0', 'HTTP API 2.0', 'Function URL 2.0', 'ALB')
  fc.assert(
    fc.property(path, format, (path, format) => {
      const event = sent(format, { path }, greedy)
      const [asSent = ''] = path.split('?')
      assert.is(event.rawPath ?? event.path, format.startsWith('HTTP API') ? decoded(asSent) : asSent)
      assert.type(event.requestContext, 'object')
    }),
  )
})

request.run()

const parameters = suite('pathParameters')

for (const [route, path, expected] of [
  ['/{proxy+}', '/healthcheck', { proxy: 'healthcheck' }],
  ['/{proxy+}', '/a/b/c', { proxy: 'a/b/c' }],
  ['/api/{proxy+}', '/api/healthcheck', { proxy: 'healthcheck' }],
  ['/{stage}/items/{id}', '/test/items/7', { stage: 'test', id: '7' }],
  ['/{id}', '/a/b', undefined],
  ['/api/{proxy+}', '/other', undefined],
  ['/api.v1/{id}', '/apixv1/7', undefined],
  ['/api.v1/{id}', '/api.v1/7', { id: '7' }],
  ['/{id}', '/7/', { id: '7' }],
  ['/healthcheck', '/healthcheck', undefined],
  ['$default', '/healthcheck', undefined],
  ['/{proxy+}', '/a/', { proxy: 'a/' }],
  ['/{proxy+}', '/', undefined],
  ['/{page}', '/', undefined],
  ['/{a}/{b}', '/a//', undefined],
  ['/{a}/b', '/a/b/', { a: 'a' }],
  ['/{a}/b', '/a/b//', undefined],
  ['/{a}/b', '/a', undefined],
  ['/{a+}/b', '/a/a/b', undefined],
  ['/x{a}', '/xa', undefined],
] as const)
  parameters(`of ${route} for ${path} are ${JSON.stringify(expected)}`, () => {
    assert.equal(pathParameters({ method: 'GET', path: route }, path), expected)
  })

parameters('of a route that a tag may hold are found without trying combinations', () => {
  const path = `/${'{a+}/'.repeat(40)}z`
  assert.is(pathParameters({ method: 'GET', path }, '/a'.repeat(100)), undefined)
  assert.is(pathParameters({ method: 'GET', path: path.replaceAll('+', '') }, '/a'.repeat(100)), undefined)
})

parameters('of any route and path are texts out of the path', () => {
  const part = fc.constantFrom('a', '{a}', '{b+}', '{', '}', '+', '')
  const pathOf = fc.array(part, { maxLength: 6 }).map(parts => `/${parts.join('/')}`)
  fc.assert(
    fc.property(pathOf, pathOf, (route, path) => {
      const values = Object.values(pathParameters({ method: 'GET', path: route }, path) ?? {})
      assert.ok(values.every(value => value !== '' && path.includes(value)))
    }),
  )
})

parameters.run()
