import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Around, api, behind, httpApi, transformed } from '../helpers/template.ts'

const modeIn = (properties: Record<string, unknown>, around: Around = {}) => transformed(properties, around).mode

const literal = behind(api('GET', '/healthcheck'))
const catchAll = behind(api('ANY', '/{proxy+}'))
const derived = behind(api('GET', '/hello'))
const parameters = behind(api('GET', '/items/{id}'))
const guarded = behind(api('GET', '/healthcheck', { Auth: { Authorizer: 'Mine' } }))
const ownCode = { FunctionUrlConfig: { AuthType: 'NONE' }, AutoPublishAlias: 'live' }

const auto = suite('Mode: Auto')

for (const [title, properties, around, mode] of [
  ['a literal route enforces', literal, {}, 'Enforce'],
  ['an HTTP API with a literal route too', behind(httpApi('ANY', '/healthcheck')), {}, 'Enforce'],
  ['a catch-all compares', catchAll, {}, 'Compare'],
  ['$default compares', behind({ Type: 'HttpApi' }), {}, 'Compare'],
  ['a path that is not known compares', behind(api('GET', { 'Fn::Sub': '/x' })), {}, 'Compare'],
  ['a derived route compares', derived, {}, 'Compare'],
  ['a route with parameters compares', parameters, {}, 'Compare'],
  ['a lone parameter compares', behind(api('GET', '/{id}')), {}, 'Compare'],
  ['a function that opted in compares', ownCode, { metadata: { Enabled: true } }, 'Compare'],
  ['Path on the function enforces', catchAll, { metadata: { Path: '/up' } }, 'Enforce'],
  ['Path in the Transform enforces where it is the request', catchAll, { params: { Path: '/up' } }, 'Enforce'],
  ['Path in the Transform does not where another is', derived, { params: { Path: '/up' } }, 'Compare'],
  ['Path of the stack does not', catchAll, { environment: { HEALTHCHECK_PATH: '/up' } }, 'Compare'],
  ['Matcher on the function enforces', derived, { metadata: { Matcher: '200' } }, 'Enforce'],
  ['Matcher in the Transform enforces', derived, { params: { Matcher: 200 } }, 'Enforce'],
  ['SearchString on the function enforces', catchAll, { metadata: { SearchString: 'OK' } }, 'Enforce'],
  ['SearchString in the Transform enforces', catchAll, { params: { SearchString: 'OK' } }, 'Enforce'],
  ['a literal route behind an authorizer compares', guarded, {}, 'Compare'],
  ['so it does with a Matcher', guarded, { metadata: { Matcher: '200' } }, 'Compare'],
  ['but not where Path is set on the function', guarded, { metadata: { Path: '/healthcheck' } }, 'Enforce'],
  ['written out is the same', catchAll, { metadata: { Mode: 'Auto' } }, 'Compare'],
] as const)
  auto(title, () => {
    assert.is(modeIn(properties, around), mode)
  })

auto.run()

const written = suite('a Mode that is written')

for (const [title, properties, around, mode] of [
  ['Enforce on the function', catchAll, { metadata: { Mode: 'Enforce' } }, 'Enforce'],
  ['Enforce in the Transform', parameters, { params: { Mode: 'Enforce' } }, 'Enforce'],
  ['Enforce of the stack', derived, { environment: { HEALTHCHECK_MODE: 'Enforce' } }, 'Enforce'],
  ['Compare on the function', literal, { metadata: { Mode: 'Compare' } }, 'Compare'],
  ['Compare beside a Path', literal, { metadata: { Mode: 'Compare', Path: '/up' } }, 'Compare'],
  ['Warn behind an authorizer', guarded, { params: { Mode: 'Warn' } }, 'Warn'],
  ['Enforce on a function behind an authorizer', guarded, { metadata: { Mode: 'Enforce' } }, 'Enforce'],
  [
    'Auto on a function, whatever the stack says',
    catchAll,
    { environment: { HEALTHCHECK_MODE: 'Warn' }, metadata: { Mode: 'Auto' } },
    'Compare',
  ],
] as const)
  written(`${title} counts`, () => {
    assert.is(modeIn(properties, around), mode)
  })

written('but for all functions Enforce does not reach those behind an authorizer', () => {
  assert.is(modeIn(guarded, { params: { Mode: 'Enforce' } }), 'Compare')
  assert.is(modeIn(guarded, { environment: { HEALTHCHECK_MODE: 'Enforce' } }), 'Compare')
})

written.run()

const tag = suite('the tag Mode')

const tagIn = (properties: Record<string, unknown>, around: Around = {}) =>
  (transformed(properties, around).added?.Tags as Record<string, string> | undefined)?.['websitehealthcheck:Mode']

for (const [properties, stack, expected] of [
  [literal, undefined, undefined],
  [catchAll, undefined, 'Compare'],
  [literal, 'Enforce', undefined],
  [catchAll, 'Enforce', undefined],
  [literal, 'Compare', undefined],
  [catchAll, 'Warn', undefined],
] as const)
  tag(`is ${expected} with ${stack ?? 'Auto'} in the stack`, () => {
    assert.is(tagIn(properties, stack ? { environment: { HEALTHCHECK_MODE: stack } } : {}), expected)
  })

tag.run()
