import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { FunctionPlan } from '../../macro/function-plan.ts'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import { type Around, api, behind, event, httpApi, transformed } from '../helpers/template.ts'

type Gated = Extract<FunctionPlan, { kind: 'gated' }>
const world = worldOf({}, () => {})

/** `GET /healthcheck 200-399 Api`, and the route in brackets where it is not the request itself. */
const asked = (properties: Record<string, unknown>, around: Around = {}): string | undefined => {
  const { request, reason, problems } = transformed(properties, around)
  return request ? readable({ kind: 'gated', request }) : (reason ?? problems.join(' '))
}

const readable = (plan: Pick<Gated, 'kind' | 'request'> | FunctionPlan | undefined): string | undefined => {
  if (plan?.kind !== 'gated') return plan?.kind === 'left alone' ? plan.reason.code : undefined
  const { request } = plan
  const { method, path, matcher, eventType, payloadFormatVersion, route } = request
  const version = payloadFormatVersion === 'Auto' ? '' : ` ${payloadFormatVersion}`
  return `${method} ${path} ${matcher} ${eventType}${version}${route ? ` (${route.method} ${route.path})` : ''}`
}

const noGet = 'Route.NoGet'
const parameters = 'Route.Parameters'
const authorizer = 'Route.NeedsAuthorizer'
const mine = { Auth: { Authorizer: 'Mine' } }

const serving = suite('a route that serves GET /healthcheck is the request')

for (const [title, event, request] of [
  ['the literal route', api('GET', '/healthcheck'), 'GET /healthcheck 200-399 Api'],
  ['a method in any case', api('get', '/healthcheck'), 'GET /healthcheck 200-399 Api'],
  ['ANY', api('any', '/healthcheck'), 'GET /healthcheck 200-399 Api (ANY /healthcheck)'],
  [
    "the OpenAPI extension's name for ANY",
    api('x-amazon-apigateway-any-method', '/healthcheck'),
    'GET /healthcheck 200-399 Api (ANY /healthcheck)',
  ],
  ['a trailing slash, which API Gateway drops', api('GET', '/healthcheck/'), 'GET /healthcheck 200-399 Api'],
  ['a greedy parameter', api('ANY', '/{proxy+}'), 'GET /healthcheck 200-399 Api (ANY /{proxy+})'],
  ['$default', httpApi('ANY', '$default'), 'GET /healthcheck 200-399 HttpApi (ANY $default)'],
  ['$default as OpenAPI spells it', httpApi('ANY', '/$default'), 'GET /healthcheck 200-399 HttpApi (ANY $default)'],
  ['an HttpApi event without properties', { Type: 'HttpApi' }, 'GET /healthcheck 200-399 HttpApi (ANY $default)'],
  ['an HttpApi event with neither', httpApi(undefined, undefined), 'GET /healthcheck 200-399 HttpApi (ANY $default)'],
  ['an HttpApi event with a path alone', httpApi(undefined, '/healthcheck'), 'GET /healthcheck 200-399 HttpApi'],
  ['an Api event without properties', { Type: 'Api' }, 'GET /healthcheck 200-399 Api'],
  ['an empty path, which is none', api('GET', ''), 'GET /healthcheck 200-399 Api'],
  ['a path that is an intrinsic function', api('GET', { 'Fn::Sub': '/${Stage}' }), 'GET /healthcheck 200-399 Api'],
  ['a path with a loop variable', api('GET', '/${Page}'), 'GET /healthcheck 200-399 Api'],
  ['a path with the letters of a loop variable', api('GET', '/&{Page}'), 'GET /healthcheck 200-399 Api'],
  [
    'a method that is an intrinsic function',
    api({ 'Fn::Sub': '${M}' }, '/healthcheck'),
    'GET /healthcheck 200-399 Api',
  ],
  [
    'a REST API, which has no format versions',
    api('GET', '/healthcheck', { PayloadFormatVersion: '2.0' }),
    'GET /healthcheck 200-399 Api',
  ],
] as const)
  serving(title, () => {
    assert.is(asked(behind(event)), request)
  })

// as it is written, as a parameter may have it, and as JSON has the number
for (const [version, forms] of [
  ['1.0', ['1.0', '1', 1]],
  ['2.0', ['2.0', '2', 2]],
] as const)
  for (const form of forms)
    serving(`HTTP API ${version} as ${JSON.stringify(form)}`, () => {
      const event = httpApi('GET', '/healthcheck', { PayloadFormatVersion: form })
      assert.is(asked(behind(event)), `GET /healthcheck 200-399 HttpApi ${version}`)
    })

for (const [title, event, reason] of [
  ['another method', api('POST', '/healthcheck'), noGet],
  ['HEAD', api('HEAD', '/{proxy+}'), noGet],
  ['a path without a slash', api('GET', 'healthcheck'), 'Route.NotLiteral'],
  ['another path in another case', api('POST', '/Healthcheck'), noGet],
  ['a route without a path that is not for GET', httpApi('POST', undefined), noGet],
  ['a segment that is a parameter in part', api('GET', '/{page}-x'), parameters],
] as const)
  serving(`but not ${title}`, () => {
    assert.is(asked(behind(event)), reason)
  })

serving('the most specific of several, as API Gateway routes', () => {
  const events = [
    httpApi('ANY', '$default'),
    httpApi('ANY', '/{proxy+}'),
    httpApi('ANY', '/healthcheck'),
    httpApi('GET', '/healthcheck'),
  ]
  const routes = [undefined, 'ANY /healthcheck', 'ANY /{proxy+}', 'ANY $default']
  for (const [i, route] of routes.entries()) {
    const { request } = transformed(behind(...events.slice(0, events.length - i)))
    assert.is(request?.route && `${request.route.method} ${request.route.path}`, route)
  }
})

for (const [title, path, first, second] of [
  ['a longer greedy route before a shorter one', '/a/b', api('ANY', '/a/{proxy+}'), api('GET', '/{proxy+}')],
  ['a known method before one that is not', '/a', api('GET', '/{page+}'), api({ Ref: 'M' }, '/{other+}')],
  ['the first of two that are alike', '/a', api('GET', '/{page+}'), undefined],
] as const)
  serving(`${title}, whichever stands first`, () => {
    const of = (...events: unknown[]) => asked(behind(...events), { params: { Path: path } })
    const { Method, Path } = first.Properties as { Method: string; Path: string }
    const expected = `GET ${path} 200-399 Api (${Method} ${Path})`
    assert.is(of(first, second ?? api('GET', '/{other+}')), expected)
    if (second) assert.is(of(second, first), expected)
  })

serving('the format is that of the event whose route it is, not of the first event', () => {
  assert.is(asked(behind(api('POST', '/orders'), httpApi('GET', '/healthcheck'))), 'GET /healthcheck 200-399 HttpApi')
})

serving('a path without a value is none that can be asked where no route takes the method', () => {
  assert.is(asked(behind(api('GET', { 'Fn::Sub': '/${Bucket}' })), { params: { Method: 'HEAD' } }), 'Route.NotLiteral')
})

serving('one that is known before one that is not', () => {
  assert.is(
    asked(behind(api('GET', { 'Fn::Sub': '/x' }), api('ANY', '/{proxy+}'))),
    'GET /healthcheck 200-399 Api (ANY /{proxy+})',
  )
})

serving('a greedy parameter takes several segments', () => {
  const metadata = { params: { Path: '/health/live' } }
  assert.is(asked(behind(api('GET', '/{proxy+}')), metadata), 'GET /health/live 200-399 Api (GET /{proxy+})')
  assert.is(
    asked(behind(api('GET', '/a/b/{proxy+}')), { params: { Path: '/a/b/c/d' } }),
    'GET /a/b/c/d 200-399 Api (GET /a/b/{proxy+})',
  )
  assert.is(
    asked(behind(api('GET', '/health/{proxy+}')), metadata),
    'GET /health/live 200-399 Api (GET /health/{proxy+})',
  )
})

serving('no parameter takes an empty segment', () => {
  assert.is(
    asked(behind(api('GET', '/{proxy+}')), { params: { Path: '/' } }),
    'GET /healthcheck 200-499 Api (GET /{proxy+})',
  )
})

serving('a path that refers to a template parameter is the value of it', () => {
  const properties = behind(api('GET', { Ref: 'Route' }))
  assert.is(asked(properties, { parameters: { Route: '/x' } }), 'GET /x 200-499 Api')
  assert.is(asked(properties, { parameters: { Route: '/healthcheck' } }), 'GET /healthcheck 200-399 Api')
})

serving('a path within which a template parameter stands is known', () => {
  const properties = behind(api('GET', { 'Fn::Sub': '/${Stage}/orders' }))
  assert.is(asked(properties, { parameters: { Stage: 'beta' } }), 'GET /beta/orders 200-499 Api')
})

serving('a trailing slash in Path is asked, and takes no part in matching', () => {
  assert.is(
    asked(behind(api('GET', '/'), api('GET', '/health/')), { params: { Path: '/health/' } }),
    'GET /health/ 200-399 Api',
  )
  assert.is(asked(behind(api('GET', '/')), { params: { Path: '/' } }), 'GET / 200-399 Api')
})

serving('a query string in Path takes no part in matching', () => {
  assert.is(asked(behind(api('GET', '/up')), { params: { Path: '/up?deep=1' } }), 'GET /up?deep=1 200-399 Api')
})

serving('Path and Method of the Transform are matched in place of the defaults', () => {
  const around = { params: { Path: '/up', Method: 'HEAD' } }
  assert.is(asked(behind(api('HEAD', '/up')), around), 'HEAD /up 200-399 Api')
  assert.is(asked(behind(api('GET', '/healthcheck')), around), 'GET /healthcheck 200-499 Api')
})

serving('events inside Fn::ForEach count', () => {
  const Events = { 'Fn::ForEach::Pages': ['Page', ['a', 'b'], { 'Get${Page}': api('GET', '/healthcheck') }] }
  assert.is(asked({ Events }), 'GET /healthcheck 200-399 Api')
})

serving.run()

const derived = suite('otherwise the first open GET route is the request, and 200-499 an answer')

for (const [title, events, request] of [
  ['a GET route', [api('GET', '/hello')], 'GET /hello 200-499 Api'],
  ['the root', [api('GET', '/')], 'GET / 200-499 Api'],
  ['an ANY route', [api('ANY', '/hello')], 'GET /hello 200-499 Api (ANY /hello)'],
  ['the first of several', [api('POST', '/a'), api('GET', '/b'), api('GET', '/c')], 'GET /b 200-499 Api'],
  ['the first without parameters', [api('GET', '/b/{id}'), api('GET', '/c')], 'GET /c 200-499 Api'],
  ['the first without an authorizer', [api('GET', '/b', mine), api('GET', '/c')], 'GET /c 200-499 Api'],
  [
    'an API key, which the direct invocation passes by',
    [api('GET', '/b', { Auth: { ApiKeyRequired: true } })],
    'GET /b 200-499 Api',
  ],
  ['a path as a browser sends it', [api('GET', '/über uns')], 'GET /%C3%BCber%20uns 200-499 Api'],
  ['a path with a number sign', [api('GET', '/a#b')], 'GET /a%23b 200-499 Api'],
  ['a path that is encoded already', [api('GET', '/a%20b')], 'GET /a%20b 200-499 Api'],
  ['the first that fits into a tag', [api('GET', `/${'a'.repeat(256)}`), api('GET', '/b')], 'GET /b 200-499 Api'],
  ['an HTTP API', [httpApi('GET', '/hello', { PayloadFormatVersion: '1.0' })], 'GET /hello 200-499 HttpApi 1.0'],
] as const)
  derived(title, () => {
    assert.is(asked(behind(...events)), request)
  })

for (const [title, event, reason] of [
  ['POST', api('POST', '/hello'), noGet],
  ['a method that nobody knows', api({ Ref: 'M' }, '/hello'), noGet],
  ['a parameter that is a part of a segment', api('GET', '/{page}-x'), parameters],
] as const)
  derived(`but not with ${title}`, () => {
    assert.is(asked(behind(event)), reason)
  })

derived('respects a Matcher that is set on the function, in the Transform or in the stack', () => {
  const hello = behind(api('GET', '/hello'))
  assert.is(asked(hello, { metadata: { Matcher: '200-399' } }), 'GET /hello 200-399 Api')
  assert.is(asked(hello, { params: { Matcher: 200 } }), 'GET /hello 200 Api')
  assert.is(asked(hello, { environment: { HEALTHCHECK_MATCHER: '200' } }), 'GET /hello 200 Api')
  assert.is(asked(hello, { environment: { HEALTHCHECK_MATCHER: '200-399' } }), 'GET /hello 200-499 Api')
})

derived('never where the function asks for another method', () => {
  assert.is(asked(behind(api('ANY', '/hello')), { metadata: { Method: 'POST' } }), 'Route.NoMethod')
  assert.is(asked(behind(api('ANY', '/hello')), { metadata: { Method: 'GET' } }), 'GET /hello 200-499 Api (ANY /hello)')
})

derived.run()

const withParameters = suite('otherwise a GET route with path parameters, each of which is healthcheck')

for (const [title, events, request] of [
  [
    'one alone, which is not what serves GET /healthcheck',
    [api('GET', '/{page}')],
    'GET /healthcheck 200-499 Api (GET /{page})',
  ],
  ['an item', [api('get', '/items/{id}')], 'GET /items/healthcheck 200-499 Api (GET /items/{id})'],
  ['several', [httpApi('ANY', '/{a}/x/{b}')], 'GET /healthcheck/x/healthcheck 200-499 HttpApi (ANY /{a}/x/{b})'],
  [
    'a greedy one below another path',
    [api('ANY', '/api/{proxy+}')],
    'GET /api/healthcheck 200-499 Api (ANY /api/{proxy+})',
  ],
  ['after a route without', [api('GET', '/{page}'), api('GET', '/about')], 'GET /about 200-499 Api'],
  [
    'before one that needs an authorizer',
    [api('GET', '/a', mine), api('GET', '/b/{id}')],
    'GET /b/healthcheck 200-499 Api (GET /b/{id})',
  ],
  [
    'the route that takes GET /healthcheck first',
    [api('GET', '/a/{id}'), api('GET', '/{page}')],
    'GET /healthcheck 200-499 Api (GET /{page})',
  ],
  [
    'the one that API Gateway prefers to a greedy one',
    [api('ANY', '/{proxy+}'), api('GET', '/{page}')],
    'GET /healthcheck 200-499 Api (GET /{page})',
  ],
] as const)
  withParameters(title, () => {
    assert.is(asked(behind(...events)), request)
  })

withParameters('the path that the Transform sets is asked where such a route takes it', () => {
  const around = { params: { Path: '/health/live' } }
  assert.is(asked(behind(api('GET', '/{a}/{b}')), around), 'GET /health/live 200-499 Api (GET /{a}/{b})')
  const both = [api('GET', '/{a}/live'), api('GET', '/health/{a}')]
  assert.is(asked(behind(...both), around), 'GET /health/live 200-499 Api (GET /health/{a})')
})

withParameters('a Method of the function too, at a route that takes it', () => {
  const around = { metadata: { Method: 'POST' } }
  assert.is(asked(behind(api('POST', '/{page}')), around), 'POST /healthcheck 200-499 Api (POST /{page})')
  assert.is(asked(behind(api('POST', '/a/{page}')), around), 'Route.NoMethod')
})

withParameters('never a route that takes no GET', () => {
  assert.is(asked(behind(api('POST', '/{page}'))), noGet)
})

withParameters.run()

const guarded = suite('otherwise a route behind an authorizer')

for (const [title, properties, around, request] of [
  ['of the event', behind(api('GET', '/x', mine)), {}, 'GET /x 200-499 Api, Cognito'],
  ['that is AWS_IAM', behind(api('GET', '/x', { Auth: { Authorizer: 'AWS_IAM' } })), {}, 'GET /x 200-499 Api, IAM'],
  [
    'that is an intrinsic function',
    behind(api('GET', '/x', { Auth: { Authorizer: { Ref: 'A' } } })),
    {},
    'GET /x 200-499 Api, Cognito',
  ],
  ['of an HTTP API', behind(httpApi('GET', '/x', mine)), {}, 'GET /x 200-499 HttpApi, JWT'],
  [
    'a literal route for health checks',
    behind(api('GET', '/healthcheck', mine)),
    {},
    'GET /healthcheck 200-399 Api, Cognito',
  ],
  ['a catch-all', behind(api('ANY', '/{proxy+}', mine)), {}, 'GET /healthcheck 200-399 Api (ANY /{proxy+}), Cognito'],
  [
    'one with parameters',
    behind(api('GET', '/a/{id}', mine)),
    {},
    'GET /a/healthcheck 200-499 Api (GET /a/{id}), Cognito',
  ],
  [
    'also where the path is set',
    behind(api('GET', '/x', mine)),
    { metadata: { Path: '/x' } },
    'GET /x 200-399 Api, Cognito',
  ],
] as const)
  guarded(title, () => {
    const { request: found } = transformed(properties, around)
    assert.is(`${asked(properties, around)}, ${found?.authorizer}`, request)
  })

guarded('the kind is read from the definition of the authorizer', () => {
  const Authorizers = { Mine: { FunctionArn: { 'Fn::GetAtt': ['Auth', 'Arn'] } }, Users: { UserPoolArn: 'x' } }
  const kind = (name: string) =>
    transformed(behind(api('GET', '/x', { RestApiId: { Ref: 'MyApi' } })), {
      resources: {
        MyApi: { Type: 'AWS::Serverless::Api', Properties: { Auth: { DefaultAuthorizer: name, Authorizers } } },
      },
    }).request?.authorizer
  assert.equal([kind('Mine'), kind('Users'), kind('Nobody')], ['Lambda', 'Cognito', 'Cognito'])
})

for (const [place, around] of [
  ['on the function', { metadata: { Authorizers: 'Skip' } }],
  ['in the Transform', { params: { Authorizers: 'Skip' } }],
  ['in the stack', { environment: { HEALTHCHECK_AUTHORIZERS: 'Skip' } }],
] as const)
  guarded(`not with Authorizers: Skip ${place}`, () => {
    for (const route of ['/x', '/healthcheck', '/{proxy+}', '/{id}'])
      assert.is(asked(behind(api('GET', route, mine)), around), authorizer)
    assert.is(asked(behind(api('GET', '/x', mine), api('GET', '/y')), around), 'GET /y 200-499 Api')
  })

guarded.run()

const defaults = suite('the default authorizer of an API counts')

const explicit = (type: string, auth: unknown) => ({
  params: { Authorizers: 'Skip' },
  resources: { MyApi: { Type: `AWS::Serverless::${type}`, Properties: { Auth: auth } } },
})
const restricted = { DefaultAuthorizer: 'Mine' }
const rest = (auth?: unknown) =>
  behind(api('GET', '/x', { RestApiId: { Ref: 'MyApi' }, ...(auth !== undefined && { Auth: auth }) }))

defaults('of the API that the event names, by Ref or by name', () => {
  assert.is(asked(rest(), explicit('Api', restricted)), authorizer)
  assert.is(asked(behind(api('GET', '/x', { RestApiId: 'MyApi' })), explicit('Api', restricted)), authorizer)
  assert.is(
    asked(behind(httpApi('GET', '/x', { ApiId: { Ref: 'MyApi' } })), explicit('HttpApi', restricted)),
    authorizer,
  )
  assert.is(asked(rest(), explicit('Api', {})), 'GET /x 200-499 Api')
  assert.is(asked(rest(), explicit('Api', { DefaultAuthorizer: null })), 'GET /x 200-499 Api')
  assert.is(asked(rest(), explicit('Api', { DefaultAuthorizer: 'NONE' })), 'GET /x 200-499 Api')
})

defaults('unless the event says NONE', () => {
  assert.is(asked(rest({ Authorizer: 'NONE' }), explicit('Api', restricted)), 'GET /x 200-499 Api')
})

defaults('also where it is an intrinsic function, but for AWS::NoValue', () => {
  assert.is(asked(rest(), explicit('Api', { 'Fn::If': ['Prod', restricted, {}] })), authorizer)
  assert.is(asked(rest(), explicit('Api', { DefaultAuthorizer: { Ref: 'Name' } })), authorizer)
  assert.is(asked(rest(), explicit('Api', { DefaultAuthorizer: { Ref: 'AWS::NoValue' } })), 'GET /x 200-499 Api')
  assert.is(asked(rest(), explicit('Api', { Ref: 'AWS::NoValue' })), 'GET /x 200-499 Api')
})

for (const [section, reason] of [
  ['HttpApi', authorizer],
  ['Api', 'GET /x 200-499 HttpApi'],
] as const)
  defaults(`of the ${section} section of Globals, for an event of that kind`, () => {
    const { fragment } = event(behind(httpApi('GET', '/x')))
    const globals = { Globals: { [section]: { Auth: restricted } } }
    assert.is(
      readable(transform({ fragment: { ...fragment, ...globals }, params: { Authorizers: 'Skip' } }, world).plans[0]),
      reason,
    )
  })

defaults.run()

const written = suite('what is written on the function wins')

written('Path is probed whatever the routes are, at the route that takes it', () => {
  const metadata = { Path: '/up?x=1' }
  assert.is(asked(behind(api('POST', '/orders')), { metadata }), 'GET /up?x=1 200-399 Api')
  assert.is(asked(behind(api('ANY', '/{proxy+}')), { metadata }), 'GET /up?x=1 200-399 Api (ANY /{proxy+})')
  assert.is(asked({}, { metadata }), 'GET /up?x=1 200-399 Api')
})

written('Enabled: true opts in a function without an API event', () => {
  assert.is(asked({}, { metadata: { Enabled: true } }), 'GET /healthcheck 200-399 Api')
  assert.is(asked({}, { params: { Enabled: true } }), 'Route.None')
  assert.is(asked({}, {}), 'Route.None')
})

written('Enabled: true asks in the format of the event that there is', () => {
  const orders = behind(httpApi('POST', '/orders', { PayloadFormatVersion: '1.0' }))
  assert.is(asked(orders, { metadata: { Enabled: true } }), 'GET /healthcheck 200-399 HttpApi 1.0')
})

written('a function that opts in behind a Function URL gets that event', () => {
  assert.is(
    asked({ FunctionUrlConfig: { AuthType: 'NONE' }, AutoPublishAlias: 'live' }, { metadata: { Enabled: 'true' } }),
    'GET /healthcheck 200-399 FunctionUrl',
  )
})

written('Enabled: true opts in a function whose routes no GET reaches', () => {
  const orders = behind(api('POST', '/orders'))
  assert.is(asked(orders, { metadata: { Enabled: true } }), 'GET /healthcheck 200-399 Api')
  assert.is(asked(behind(api('GET', '/x')), { metadata: { Enabled: true } }), 'GET /x 200-499 Api')
})

written('Enabled: false opts out, on the function, in the Transform or in the stack', () => {
  const site = behind(api('ANY', '/{proxy+}'))
  assert.is(asked(site, { metadata: { Enabled: 'false' } }), 'Setting.Disabled')
  assert.is(asked(site, { params: { Enabled: false } }), 'Setting.Disabled')
  assert.is(asked(site, { environment: { HEALTHCHECK_ENABLED: 'false' } }), 'Setting.Disabled')
  assert.is(
    asked(site, { params: { Enabled: false }, metadata: { Enabled: true } }),
    'GET /healthcheck 200-399 Api (ANY /{proxy+})',
  )
})

written('PayloadFormatVersion wins over what the event uses', () => {
  const metadata = { PayloadFormatVersion: 'ALB' }
  assert.is(asked(behind(httpApi('GET', '/healthcheck')), { metadata }), 'GET /healthcheck 200-399 HttpApi ALB')
})

written.run()

const defined = suite('without an event the routes of an API definition that names the alias')

const operation = (more: object = {}, type = 'aws_proxy', name = 'Site.Alias') => ({
  ...more,
  'x-amazon-apigateway-integration': {
    type,
    payloadFormatVersion: '2.0',
    uri: { 'Fn::Sub': `arn:\${${name}}/invocations` },
  },
})
const definition = (paths: object, type = 'AWS::Serverless::HttpApi', more: object = {}) => ({
  resources: { Http: { Type: type, Properties: { DefinitionBody: { ...more, paths } } } },
})
const any = 'x-amazon-apigateway-any-method'
const open = { '/up': { get: operation() } }
const secured = { '/up': { get: operation({ security: [{ Key: [] }] }) } }
const skip = { metadata: { Authorizers: 'Skip' } }
const live = { AutoPublishAlias: 'live' }

for (const [title, around, properties, request] of [
  ['a GET route', definition(open), live, 'GET /up 200-499 HttpApi 2.0'],
  ['of a REST API', definition(open, 'AWS::Serverless::Api'), live, 'GET /up 200-499 Api'],
  [
    'any method',
    definition({ '/{proxy+}': { [any]: operation() } }),
    live,
    'GET /healthcheck 200-399 HttpApi 2.0 (ANY /{proxy+})',
  ],
  [
    'the default route',
    definition({ '/$default': { [any]: operation() } }),
    live,
    'GET /healthcheck 200-399 HttpApi 2.0 (ANY $default)',
  ],
  ['none of a POST route', definition({ '/up': { post: operation() } }), live, noGet],
  ['none of an integration that is no proxy', definition({ '/up': { get: operation({}, 'aws') } }), live, 'Route.None'],
  [
    'none that name the function itself',
    definition({ '/up': { get: operation({}, 'aws_proxy', 'Site.Arn') } }),
    live,
    'Route.None',
  ],
  ['none without an alias', definition(open), {}, 'Route.None'],
  ['none behind the security of the operation', { ...definition(secured), ...skip }, live, authorizer],
  [
    'none behind the security of all',
    { ...definition(open, undefined, { security: [{ Key: [] }] }), ...skip },
    live,
    authorizer,
  ],
  [
    'none behind IAM',
    { ...definition({ '/up': { get: operation({ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }) } }), ...skip },
    live,
    authorizer,
  ],
  [
    'an operation that takes the security back',
    { ...definition({ '/up': { get: operation({ security: [] }) } }, undefined, { security: [{ Key: [] }] }), ...skip },
    live,
    'GET /up 200-499 HttpApi 2.0',
  ],
] as const)
  defined(title, () => {
    assert.is(asked(properties, around), request)
  })

defined('the security of all holds for the events of a function too', () => {
  const site = behind(httpApi('GET', '/x', { ApiId: { Ref: 'Http' } }))
  const around = { ...definition({}, undefined, { security: [{ Key: [] }] }), ...skip }
  assert.is(asked(site, around), authorizer)
  assert.is(asked(site, { ...definition({}), ...skip }), 'GET /x 200-499 HttpApi')
})

defined.run()

const why = suite('why that is the request')

for (const [properties, metadata, because] of [
  [behind(api('ANY', '/{proxy+}')), {}, 'it has a route for ANY /{proxy+}'],
  [behind(api('ANY', '/{proxy+}')), { Path: '/up' }, 'Path is set on the function'],
  [behind({ Type: 'Api' }), {}, 'it has a route for any method any path'],
  [behind(api('GET', '/hello')), {}, 'it has a route for GET /hello, and no route takes GET /healthcheck'],
  [behind(api('GET', '/{page}')), {}, 'it has a route for GET /{page}'],
  [
    behind(api('GET', '/a/{id}')),
    {},
    'it has a route for GET /a/{id} (healthcheck stands for each parameter), and no route takes GET /healthcheck',
  ],
  [behind(api('GET', '/{page}'), api('GET', '/')), {}, 'it has a route for GET /, and GET /{page} has parameters'],
  [
    behind(api('GET', '/healthcheck', mine), api('GET', '/')),
    {},
    'it has a route for GET /, and GET /healthcheck needs an authorizer',
  ],
  [{}, { Enabled: true }, 'Enabled is true on the function'],
] as const)
  why(because, () => {
    assert.is(transformed(properties, { metadata }).request?.because, because)
  })

why.run()
