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
  ['a single parameter', api('GET', '/{page}'), 'GET /healthcheck 200-399 Api (GET /{page})'],
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
  ['a greedy route that needs one segment more', api('GET', '/healthcheck/{proxy+}'), parameters],
  ['a segment that is a parameter in part', api('GET', '/{page}-x'), parameters],
  ['an ANY route with more segments', api('ANY', '/a/{id}'), parameters],
  ['fewer segments than a greedy route has', api('GET', '/a/{proxy+}'), parameters],
  ['more segments than the path has', api('GET', '/{a}/{b}'), parameters],
] as const)
  serving(`but not ${title}`, () => {
    assert.is(asked(behind(event)), reason)
  })

serving('the most specific of several, as API Gateway routes', () => {
  const events = [
    httpApi('ANY', '$default'),
    httpApi('ANY', '/{proxy+}'),
    httpApi('GET', '/{page}'),
    httpApi('ANY', '/healthcheck'),
    httpApi('GET', '/healthcheck'),
  ]
  const routes = [undefined, 'ANY /healthcheck', 'GET /{page}', 'ANY /{proxy+}', 'ANY $default']
  for (const [i, route] of routes.entries()) {
    const { request } = transformed(behind(...events.slice(0, events.length - i)))
    assert.is(request?.route && `${request.route.method} ${request.route.path}`, route)
  }
})

for (const [title, path, first, second] of [
  ['a single parameter before a greedy one', '/healthcheck', api('ANY', '/{page}'), api('GET', '/{proxy+}')],
  ['a literal segment before a parameter', '/health/live', api('GET', '/health/{a}'), api('GET', '/{a}/live')],
  ['a known method before one that is not', '/healthcheck', api('GET', '/{page}'), api({ Ref: 'M' }, '/{other}')],
  ['the first of two that are alike', '/healthcheck', api('GET', '/{page}'), undefined],
] as const)
  serving(`${title}, whichever stands first`, () => {
    const of = (...events: unknown[]) => asked(behind(...events), { params: { Path: path } })
    const { Method, Path } = first.Properties as { Method: string; Path: string }
    const expected = `GET ${path} 200-399 Api (${Method} ${Path})`
    assert.is(of(first, second ?? api('GET', '/{other}')), expected)
    if (second) assert.is(of(second, first), expected)
  })

serving('the format is that of the event whose route it is, not of the first event', () => {
  assert.is(asked(behind(api('POST', '/orders'), httpApi('GET', '/healthcheck'))), 'GET /healthcheck 200-399 HttpApi')
})

serving('a path without a value is none that can be asked where no route takes the method', () => {
  assert.is(asked(behind(api('GET', { 'Fn::Sub': '/x' })), { params: { Method: 'HEAD' } }), 'Route.NotLiteral')
})

serving('one that is known before one that is not', () => {
  assert.is(
    asked(behind(api('GET', { 'Fn::Sub': '/x' }), api('ANY', '/{proxy+}'))),
    'GET /healthcheck 200-399 Api (ANY /{proxy+})',
  )
})

serving('a greedy parameter takes several segments, a single one takes one', () => {
  const metadata = { params: { Path: '/health/live' } }
  assert.is(asked(behind(api('GET', '/{proxy+}')), metadata), 'GET /health/live 200-399 Api (GET /{proxy+})')
  assert.is(asked(behind(api('GET', '/{page}')), metadata), parameters)
  assert.is(asked(behind(api('GET', '/shops/{id}')), metadata), parameters)
  assert.is(
    asked(behind(api('GET', '/a/b/{proxy+}')), { params: { Path: '/a/b/c/d' } }),
    'GET /a/b/c/d 200-399 Api (GET /a/b/{proxy+})',
  )
  assert.is(asked(behind(api('GET', '/{a}/{b}')), metadata), 'GET /health/live 200-399 Api (GET /{a}/{b})')
  assert.is(
    asked(behind(api('GET', '/health/{proxy+}')), metadata),
    'GET /health/live 200-399 Api (GET /health/{proxy+})',
  )
})

serving('no parameter takes an empty segment', () => {
  assert.is(asked(behind(api('GET', '/{proxy+}')), { params: { Path: '/' } }), parameters)
})

serving('a path that refers to a template parameter is the value of it', () => {
  const properties = behind(api('GET', { Ref: 'Route' }))
  assert.is(asked(properties, { parameters: { Route: '/{id}/x' } }), parameters)
  assert.is(asked(properties, { parameters: { Route: '/healthcheck' } }), 'GET /healthcheck 200-399 Api')
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
  [
    'the first without an authorizer',
    [api('GET', '/b', { Auth: { Authorizer: 'Mine' } }), api('GET', '/c')],
    'GET /c 200-499 Api',
  ],
  [
    'an API key, which the direct invocation passes by',
    [api('GET', '/b', { Auth: { ApiKeyRequired: true } })],
    'GET /b 200-499 Api',
  ],
  ['an HTTP API', [httpApi('GET', '/hello', { PayloadFormatVersion: '1.0' })], 'GET /hello 200-499 HttpApi 1.0'],
] as const)
  derived(title, () => {
    assert.is(asked(behind(...events)), request)
  })

for (const [title, event, reason] of [
  ['POST', api('POST', '/hello'), noGet],
  ['a method that nobody knows', api({ Ref: 'M' }, '/hello'), noGet],
  ['a path parameter', api('GET', '/hello/{id}'), parameters],
  ["an event's authorizer", api('GET', '/x', { Auth: { Authorizer: 'Mine' } }), authorizer],
  ['AWS_IAM', api('GET', '/x', { Auth: { Authorizer: 'AWS_IAM' } }), authorizer],
  ['an authorizer that is an intrinsic function', api('GET', '/x', { Auth: { Authorizer: { Ref: 'A' } } }), authorizer],
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

const defaults = suite('the default authorizer of an API counts')

const explicit = (type: string, auth: unknown) => ({
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
    assert.is(readable(transform({ fragment: { ...fragment, ...globals } }, world).plans[0]), reason)
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

const why = suite('why that is the request')

for (const [properties, metadata, because] of [
  [behind(api('ANY', '/{proxy+}')), {}, 'ANY /{proxy+}'],
  [behind(api('ANY', '/{proxy+}')), { Path: '/up' }, 'Path is set on the function'],
  [behind({ Type: 'Api' }), {}, 'any method any path'],
  [behind(api('GET', '/hello')), {}, 'GET /hello, as no route takes GET /healthcheck'],
  [{}, { Enabled: true }, 'Enabled is true on the function'],
] as const)
  why(because, () => {
    assert.is(transformed(properties, { metadata }).request?.because, because)
  })

why.run()
