import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { judge } from '../../healthcheck/judge.ts'
import type { Format } from '../../healthcheck/probe-plan.ts'
import { answerOf, sentenceOf } from '../../healthcheck/sentence.ts'
import { type Observation, type ReasonCode, reasonOf } from '../../healthcheck/verdict.ts'
import { defaults, type Settings } from '../../schema/settings.ts'
import { runHook } from '../helpers/hook-run.ts'

const responses = suite('judge')

const judged = (format: Format, payload: unknown, settings: Partial<Settings> = {}, failed = false) => {
  const verdict = judge(
    { settings: { ...defaults, ...settings }, format },
    {
      payload: payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload)),
      failed,
      functionLog: [],
    },
  )
  const { statusCode, body, error }: Observation = verdict
  const said = { reason: reasonOf(verdict), sentence: sentenceOf(verdict), answer: answerOf(verdict) }
  return { ...said, statusCode, body, error }
}

const raw = (text: string) => Buffer.from(text)
const healthy = undefined
const malformed = 'Healthcheck.MalformedResponse'
const mismatch = 'Healthcheck.ResponseCodeMismatch'

/** What a payload is worth: its reason code, none when it is healthy, and the status code that a visitor would see. */
type Row = [title: string, payload: unknown, reason: ReasonCode | undefined, statusCode: number]

const prelude = (head: object | string, body = 'hello') =>
  Buffer.concat([raw(typeof head === 'string' ? head : JSON.stringify(head)), Buffer.alloc(8), raw(body)])

// what all but the load balancer have in common
const common: Row[] = [
  ['a status code and a body', { statusCode: 200, body: 'OK' }, healthy, 200],
  ['no body', { statusCode: 204 }, healthy, 204],
  ['a body of null', { statusCode: 200, body: null }, healthy, 200],
  ['a redirect', { statusCode: 302, headers: { Location: '/en' } }, healthy, 302],
  ['a client error', { statusCode: 404, body: '' }, mismatch, 404],
  ['a server error', { statusCode: 503, body: '' }, mismatch, 503],
  ['a status code as a string', { statusCode: '201', body: '' }, healthy, 201],
  ['headers of null', { statusCode: 200, headers: null }, healthy, 200],
  ['a line break at its end', raw('{"statusCode":200}\n'), healthy, 200],
  ['headers with booleans and numbers', { statusCode: 200, headers: { a: true, b: 1 } }, healthy, 200],
]

const streamed: Row[] = [
  ['a streamed response', prelude({ statusCode: 200, headers: {} }), healthy, 200],
  ['a streamed error', prelude({ statusCode: 500, headers: {}, cookies: [] }), mismatch, 500],
  ['a streamed response without a status code', prelude({ headers: {} }), healthy, 200],
  ['a streamed response without a body', prelude({ statusCode: 200 }, ''), healthy, 200],
  ['a streamed response with a nonsensical status code', prelude({ statusCode: 'OK' }), malformed, 502],
]

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
const restApi: Row[] = [
  ...common,
  ['a streamed response', prelude({ statusCode: 200, headers: {} }), malformed, 502],
  ['a streamed error', prelude({ statusCode: 500, headers: {} }), malformed, 502],
  ['an empty map', {}, healthy, 200],
  ['no status code', { body: 'OK' }, healthy, 200],
  ['a status code in words', { statusCode: 'test' }, malformed, 502],
  ['a status code of 0', { statusCode: 0 }, malformed, 502],
  ['a status code of null', { statusCode: null }, malformed, 502],
  ['a status code that HTTP does not know', { statusCode: 700 }, malformed, 502],
  ['a status code of four digits', { statusCode: 1200 }, malformed, 502],
  ['a fraction of a status code', { statusCode: 200.5 }, malformed, 502],
  ['an unknown key', { statusCode: 200, cookies: [] }, malformed, 502],
  ['an unknown key before a line break', raw('{"statusCode":200,"cookies":[]}\n'), malformed, 502],
  ['a JSON string', 'OK', malformed, 502],
  ['null', null, malformed, 502],
  ['a list', [{ statusCode: 200 }], malformed, 502],
  ['text that is no JSON', raw('OK'), malformed, 502],
  ['nothing at all', raw(''), malformed, 502],
  ['NUL bytes after something that is no JSON', prelude('hello'), malformed, 502],
  ['a body that is a map', { statusCode: 200, body: { ok: true } }, malformed, 502],
  ['a body that is a number', { statusCode: 200, body: 1 }, malformed, 502],
  ['a list for headers', { statusCode: 200, headers: ['a'] }, malformed, 502],
  ['a list for one header', { statusCode: 200, headers: { a: ['b'] } }, malformed, 502],
  ['a map for one header', { statusCode: 200, headers: { a: {} } }, malformed, 502],
  ['multi-value headers', { statusCode: 200, multiValueHeaders: { a: ['b'] } }, healthy, 200],
  ['multi-value headers without lists', { statusCode: 200, multiValueHeaders: { a: 'b' } }, malformed, 502],
  // https://github.com/aws/aws-sam-cli/blob/develop/samcli/local/apigw/local_apigw_service.py
  ['null for isBase64Encoded', { isBase64Encoded: null }, healthy, 200],
  ['1 for isBase64Encoded', { isBase64Encoded: 1 }, malformed, 502],
  ['"True" for isBase64Encoded', { isBase64Encoded: 'True' }, healthy, 200],
  ['"yes" for isBase64Encoded', { isBase64Encoded: 'yes' }, malformed, 502],
  ['"not true" for isBase64Encoded', { isBase64Encoded: 'not true' }, malformed, 502],
  ['"false!" for isBase64Encoded', { isBase64Encoded: 'false!' }, malformed, 502],
  ['a list for isBase64Encoded', { isBase64Encoded: ['true'] }, malformed, 502],
  ['base64Encoded', { base64Encoded: true, body: 'T0s=' }, healthy, 200],
  ['1 for base64Encoded', { base64Encoded: 1 }, malformed, 502],
]

// https://github.com/aws/aws-lambda-dotnet/tree/master/Tools/LambdaTestTool-v2
const httpApi1: Row[] = [
  ...common,
  ...streamed,
  ['an empty map', {}, malformed, 500],
  ['no status code', { body: 'OK' }, malformed, 500],
  ['a status code of 0', { statusCode: 0 }, malformed, 500],
  ['an unknown key', { statusCode: 200, cookies: [] }, healthy, 200],
  ['null for isBase64Encoded', { statusCode: 200, isBase64Encoded: null }, malformed, 500],
  ['a JSON string', 'OK', malformed, 500],
  ['null', null, malformed, 500],
  ['text that is no JSON', raw('OK'), malformed, 500],
  ['a body that is a map', { statusCode: 200, body: {} }, malformed, 500],
]

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
const httpApi2: Row[] = [
  ...common,
  ...streamed,
  ['an empty map', {}, healthy, 200],
  ['a map without a status code', { ok: true }, healthy, 200],
  ['a JSON string', 'OK', healthy, 200],
  ['a number', 42, healthy, 200],
  ['null', null, healthy, 200],
  ['a list', [1, 2], healthy, 200],
  ['text that is no JSON', raw('{"name": "John", "age":'), healthy, 200],
  ['text after a map with a status code', raw('{"statusCode":500}x'), healthy, 200],
  ['nothing at all', raw(''), healthy, 200],
  ['a status code of 0', { statusCode: 0 }, malformed, 500],
  ['a status code of null', { statusCode: null }, malformed, 500],
  ['a status code in words', { statusCode: 'test' }, malformed, 500],
  ['an unknown key', { statusCode: 200, cookies: ['a=b'], more: 1 }, healthy, 200],
  // https://github.com/micronaut-projects/micronaut-aws/issues/1832
  ['null for isBase64Encoded', { statusCode: 200, isBase64Encoded: null }, malformed, 500],
  ['1 for isBase64Encoded', { statusCode: 200, isBase64Encoded: 1 }, malformed, 500],
  ['a body that is a map', { statusCode: 200, body: {} }, malformed, 500],
]

const full = { statusCode: 200, statusDescription: '200 OK', headers: {}, body: 'OK', isBase64Encoded: false }
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
const alb: Row[] = [
  ['everything that is asked for', full, healthy, 200],
  ['no statusDescription', { ...full, statusDescription: undefined }, healthy, 200],
  ['no body', { ...full, body: undefined }, healthy, 200],
  ['multi-value headers', { ...full, headers: undefined, multiValueHeaders: { a: ['b'] } }, healthy, 200],
  ['"200 OK" for a status code', { ...full, statusCode: '200 OK' }, malformed, 502],
  ['a status code as a string', { ...full, statusCode: '200' }, malformed, 502],
  ['no status code', { ...full, statusCode: undefined }, malformed, 502],
  // https://github.com/awsdocs/elb-application-load-balancers-user-guide/issues/33
  ['a status code and nothing else', { statusCode: 200 }, healthy, 200],
  // https://github.com/aws-powertools/powertools-lambda-python/issues/4671
  ['null for a body', { ...full, body: null }, malformed, 502],
  ['null for headers', { ...full, headers: null }, malformed, 502],
  ['null for multi-value headers', { ...full, multiValueHeaders: null }, malformed, 502],
  ['null for a status description', { ...full, statusDescription: null }, malformed, 502],
  ['null for isBase64Encoded', { ...full, isBase64Encoded: null }, malformed, 502],
  ['a number for a header', { ...full, headers: { 'content-length': 2 } }, malformed, 502],
  ['a boolean for a header', { ...full, headers: { cached: true } }, malformed, 502],
  ['a number among multi-value headers', { statusCode: 200, multiValueHeaders: { age: [2] } }, malformed, 502],
  [
    'a number after a string among multi-value headers',
    { statusCode: 200, multiValueHeaders: { age: ['1', 2] } },
    malformed,
    502,
  ],
  ['a number for a status description', { ...full, statusDescription: 200 }, malformed, 502],
  ['a number for a body', { ...full, body: 1 }, malformed, 502],
  ['a server error', { ...full, statusCode: 500 }, mismatch, 500],
  ['null', null, malformed, 502],
  ['text that is no JSON', raw('OK'), malformed, 502],
  ['a streamed response', prelude({ statusCode: 200 }), malformed, 502],
  ['1 MB', { ...full, body: 'x'.repeat(1_000_000 - JSON.stringify(full).length + 2) }, healthy, 200],
  ['more than 1 MB', { ...full, body: 'x'.repeat(1_000_001 - JSON.stringify(full).length + 2) }, malformed, 502],
  ['a status code of 100', { ...full, statusCode: 100 }, mismatch, 100],
  ['a status code of 599', { ...full, statusCode: 599 }, mismatch, 599],
  ['a status code of 99', { ...full, statusCode: 99 }, malformed, 502],
  ['a status code of 600', { ...full, statusCode: 600 }, malformed, 502],
]

for (const [format, rows] of [
  ['REST API 1.0', restApi],
  ['HTTP API 1.0', httpApi1],
  ['HTTP API 2.0', httpApi2],
  ['Function URL 2.0', httpApi2],
  ['ALB', alb],
] as const)
  for (const [title, payload, reason, statusCode] of rows)
    responses(`${format}: ${title} is ${reason ?? 'healthy'}, and a visitor sees ${statusCode}`, () => {
      const verdict = judged(format, payload)
      assert.equal([verdict.reason, verdict.statusCode], [reason, statusCode], verdict.sentence)
    })

for (const format of ['REST API 1.0', 'HTTP API 1.0', 'HTTP API 2.0', 'Function URL 2.0'] as const)
  responses(`${format}: a payload of 6 MB is judged like any other`, () => {
    const body = 'x'.repeat(6 * 1024 * 1024 - 40)
    const verdict = judged(format, { statusCode: 200, body })
    assert.equal([verdict.reason, verdict.body?.length], [healthy, 1_024])
  })

for (const [format, payload, sentence] of [
  ['REST API 1.0', raw('OK'), 'The function returned something that is not JSON; expected a map.'],
  ['REST API 1.0', null, 'The function returned null; expected a map.'],
  ['REST API 1.0', [1], 'The function returned a list; expected a map.'],
  ['REST API 1.0', 'OK', 'The function returned OK; expected a map.'],
  [
    'REST API 1.0',
    { cookies: [] },
    'The response has the key cookies; a REST API allows only isBase64Encoded, statusCode, headers, multiValueHeaders or body.',
  ],
  ['REST API 1.0', { statusCode: 'test' }, 'statusCode is test; expected a number from 100 to 599.'],
  ['REST API 1.0', { statusCode: ['200'] }, 'statusCode is ["200"]; expected a number from 100 to 599.'],
  ['REST API 1.0', { statusCode: { toString: 1 } }, 'statusCode is {"toString":1}; expected a number from 100 to 599.'],
  ['REST API 1.0', { body: 1 }, 'body is 1; expected a string.'],
  ['REST API 1.0', { headers: [] }, 'headers is not a map; expected a map of strings.'],
  ['REST API 1.0', { headers: { a: {} } }, 'headers has a value of the wrong type for a; expected strings.'],
  ['REST API 1.0', { multiValueHeaders: 1 }, 'multiValueHeaders is not a map; expected a map of lists.'],
  [
    'REST API 1.0',
    { multiValueHeaders: { a: 'b' } },
    'multiValueHeaders has a value of the wrong type for a; expected lists.',
  ],
  [
    'REST API 1.0',
    prelude({ statusCode: 200 }),
    'The response is streamed; a REST API expects that with ResponseTransferMode: RESPONSE_STREAM only.',
  ],
  ['HTTP API 1.0', 'OK', 'The function did not return a map; expected one with statusCode.'],
  ['HTTP API 1.0', {}, 'The response has no statusCode; an HTTP API requires it in format 1.0.'],
  ['ALB', 'OK', 'The function did not return a map; expected one with statusCode.'],
  [
    'ALB',
    { ...full, statusCode: '200 OK' },
    'statusCode is "200 OK"; ALB expects a number from 100 to 599; the text belongs in statusDescription.',
  ],
  ['ALB', { ...full, isBase64Encoded: 'no' }, 'isBase64Encoded is no; expected true or false.'],
  ['ALB', { ...full, headers: null }, 'headers is null; leave it out instead.'],
  ['ALB', { ...full, body: null }, 'body is null; leave it out instead.'],
  ['ALB', { ...full, statusDescription: null }, 'statusDescription is null; leave it out instead.'],
  ['ALB', { ...full, isBase64Encoded: null }, 'isBase64Encoded is null; leave it out instead.'],
  ['ALB', { ...full, multiValueHeaders: null }, 'multiValueHeaders is null; leave it out instead.'],
  ['ALB', { ...full, body: 1 }, 'body is 1; expected a string.'],
  ['ALB', { ...full, headers: { age: 2 } }, 'headers has a value of the wrong type for age; expected strings.'],
  [
    'ALB',
    { ...full, multiValueHeaders: { age: 2 } },
    'multiValueHeaders has a value of the wrong type for age; expected lists of strings.',
  ],
  ['ALB', raw('x'.repeat(1_000_001)), 'The response has 1000001 bytes; ALB takes up to 1000000.'],
] as const)
  responses(`${format}: says "${sentence}"`, () => {
    const verdict = judged(format, payload)
    const [service, statusCode] =
      format === 'ALB' ? ['The load balancer', 502] : ['API Gateway', format === 'REST API 1.0' ? 502 : 500]
    assert.is(verdict.sentence, `${sentence} ${service} answers ${statusCode} instead.`)
    assert.is(verdict.answer, 'malformed response')
  })

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
for (const [title, payload, reason, statusCode] of [
  ...streamed,
  ['a buffered response', { statusCode: 200 }, malformed, 502],
  ['text without metadata', raw('hello'), malformed, 502],
] satisfies Row[])
  responses(`a REST API with ResponseTransferMode: ${title} is ${reason ?? 'healthy'}`, () => {
    const verdict = judge(
      { settings: defaults, format: 'REST API 1.0', streams: true },
      {
        payload: payload instanceof Uint8Array ? payload : raw(JSON.stringify(payload)),
        failed: false,
        functionLog: [],
      },
    )
    assert.equal([reasonOf(verdict), verdict.statusCode], [reason, statusCode])
  })

responses('says what a REST API with ResponseTransferMode requires of a response', () => {
  const plan = { settings: defaults, format: 'REST API 1.0', streams: true } as const
  const verdict = judge(plan, { payload: raw('{"statusCode":200}'), failed: false, functionLog: [] })
  assert.is(
    sentenceOf(verdict),
    'The response does not begin with metadata and eight NUL bytes; a REST API with ResponseTransferMode: RESPONSE_STREAM requires them. API Gateway answers 502 instead.',
  )
})

for (const [title, format, payload, body] of [
  ['no body is an empty one', 'REST API 1.0', {}, ''],
  ['a body of null is an empty one', 'HTTP API 2.0', { statusCode: 200, body: null }, ''],
  ['characters of several bytes are kept', 'ALB', { statusCode: 200, body: 'grün' }, 'grün'],
  [
    'Base64 is decoded, whatever the case of True',
    'HTTP API 1.0',
    { statusCode: 200, body: 'T0s=', isBase64Encoded: 'True' },
    'OK',
  ],
  ['a streamed one begins after the eight NUL bytes', 'HTTP API 2.0', prelude({ statusCode: 200 }, 'hello'), 'hello'],
  ['a map with headers only is not shown', 'HTTP API 2.0', { headers: { a: 'b' } }, 'a map with the keys headers'],
  [
    'a map with multi-value headers only is not shown',
    'HTTP API 2.0',
    { multiValueHeaders: {} },
    'a map with the keys multiValueHeaders',
  ],
  ['a map with cookies only is not shown', 'HTTP API 2.0', { cookies: [] }, 'a map with the keys cookies'],
  ['any other map is the body itself', 'HTTP API 2.0', { up: true }, '{"up":true}'],
] as const)
  responses(`of the body in the log: ${title}`, () => {
    assert.is(judged(format, payload).body, body)
  })

responses('names the service that answers in place of the function', () => {
  const wrong = { statusCode: 0 }
  const expected = 'statusCode is 0; expected a number from 100 to 599.'
  assert.is(judged('HTTP API 2.0', wrong).sentence, `${expected} API Gateway answers 500 instead.`)
  assert.is(judged('Function URL 2.0', wrong).sentence, `${expected} The function URL answers 500 instead.`)
})

responses('says what was expected of a status code', () => {
  assert.is(judged('ALB', full).sentence, 'The status code is 200, as expected.')
  assert.is(judged('ALB', { ...full, statusCode: 500 }).sentence, 'The status code is 500; expected 200-399.')
})

responses.run()

const search = suite('SearchString')

const x = (bytes: number) => 'x'.repeat(bytes)
for (const [title, payload, searchString, reason] of [
  ['is found in the body', { body: 'all is well' }, 'is', healthy],
  ['is not found in another body', { body: 'all is lost' }, 'well', 'Healthcheck.SearchStringNotFound'],
  ['is not found in no body', {}, 'well', 'Healthcheck.SearchStringNotFound'],
  ['is found in a Base64 body', { body: 'YWxsIGlzIHdlbGw=', isBase64Encoded: true }, 'well', healthy],
  [
    'is not found in the Base64 text',
    { body: 'YWxs', isBase64Encoded: true },
    'YWxs',
    'Healthcheck.SearchStringNotFound',
  ],
  ['is found in text that only looks like Base64', { body: 'YWxs' }, 'YWxs', healthy],
  ['is found at the end of the first 5,120 bytes', { body: `${x(5_118)}OK` }, 'OK', healthy],
  ['is not found a byte later', { body: `${x(5_119)}OK` }, 'OK', 'Healthcheck.SearchStringNotFound'],
  [
    'is counted in bytes, not in characters',
    { body: `${'ü'.repeat(2_560)}OK` },
    'OK',
    'Healthcheck.SearchStringNotFound',
  ],
  ['is found with characters of several bytes', { body: 'alles grün' }, 'grün', healthy],
  ['is found in a streamed body', prelude({ statusCode: 200 }, 'all is well'), 'well', healthy],
  [
    'is not looked for in the prelude',
    prelude({ statusCode: 200 }, 'no'),
    'statusCode',
    'Healthcheck.SearchStringNotFound',
  ],
  ['does not make up for a wrong status code', { statusCode: 500, body: 'well' }, 'well', mismatch],
] as const)
  search(title, () => {
    const format = payload instanceof Uint8Array ? 'Function URL 2.0' : 'REST API 1.0'
    assert.is(judged(format, payload, { searchString }).reason, reason)
  })

search('is found in a body that base64Encoded says is encoded, in a REST API only', () => {
  const payload = { statusCode: 200, base64Encoded: true, body: 'T0s=' }
  assert.is(judged('REST API 1.0', payload, { searchString: 'OK' }).reason, healthy)
  assert.is(judged('HTTP API 2.0', payload, { searchString: 'OK' }).reason, 'Healthcheck.SearchStringNotFound')
})

search('is found in plain JSON of format 2.0, which is the body itself', () => {
  assert.is(judged('HTTP API 2.0', { status: 'up' }, { searchString: '"status":"up"' }).reason, healthy)
})

search('is found in a JSON string of format 2.0 without its quotes', () => {
  assert.is(judged('HTTP API 2.0', 'say "OK"', { searchString: 'say "OK"' }).reason, healthy)
})

search('says what to do about HEAD', () => {
  const { sentence } = judged('REST API 1.0', {}, { searchString: 'OK', method: 'HEAD' })
  assert.is(
    sentence,
    'The first 5120 bytes of the body do not contain OK. The response to a HEAD request has no body: use GET.',
  )
})

search('does not speak of HEAD to others', () => {
  const { sentence } = judged('REST API 1.0', {}, { searchString: 'OK' })
  assert.is(sentence, 'The first 5120 bytes of the body do not contain OK.')
})

search.run()

const matcher = suite('Matcher')

for (const [codes, statusCode, reason] of [
  ['200-399', 399, healthy],
  ['200-399', 400, mismatch],
  ['200', 201, mismatch],
  ['200,204', 204, healthy],
  ['200-299, 404', 404, healthy],
  ['200-499', 499, healthy],
] as const)
  matcher(`${codes} ${reason ? 'refuses' : 'accepts'} ${statusCode}`, () => {
    assert.is(judged('REST API 1.0', { statusCode }, { matcher: codes }).reason, reason)
  })

matcher.run()

const errors = suite('FunctionError')

for (const [title, payload, answer, message] of [
  [
    'thrown by Node',
    { errorType: 'TypeError', errorMessage: 'x is not a function', trace: [] },
    'TypeError',
    'x is not a function',
  ],
  [
    'of a timeout',
    { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 3.00 seconds' },
    'Sandbox.Timedout',
    'Task timed out after 3.00 seconds',
  ],
  ['without a type', { errorMessage: 'exit status 1' }, 'Error', 'exit status 1'],
  ['with an empty type', { errorType: '', errorMessage: 'exit status 1' }, 'Error', 'exit status 1'],
  ['with a number for a type', { errorType: 5, errorMessage: 'exit status 1' }, 'Error', 'exit status 1'],
  ['with a type of 100 characters', { errorType: 'E'.repeat(100) }, 'E'.repeat(100), 'no message'],
  ['with a type of 101 characters', { errorType: 'E'.repeat(101) }, `${'E'.repeat(100)}…`, 'no message'],
  ['without anything', {}, 'Error', 'no message'],
  ['that is no JSON', raw('Segmentation fault'), 'Error', 'no message'],
  ['that looks like a good response', { statusCode: 200 }, 'Error', 'no message'],
] as const)
  errors(`${title} is unhealthy, with its type and message`, () => {
    const verdict = judged('HTTP API 2.0', payload, {}, true)
    assert.is(verdict.reason, 'Healthcheck.FunctionError')
    assert.equal(verdict.error, { name: answer, message })
    assert.is(verdict.sentence, `The function failed: ${answer}: ${message}.`)
  })

errors.run()

const byHand = suite('a function without a tag of ours')

const judgedByHand = (format: Format, payload: unknown) =>
  judge(
    { settings: defaults, format, handWired: true },
    { payload: Buffer.from(JSON.stringify(payload)), failed: false, functionLog: [] },
  )

// https://github.com/glassechidna/codedeployhook/blob/master/pkg/codedeployhook/handler.go
for (const [title, payload, reason] of [
  ['a status description', { statusCode: 200, statusDescription: '200 OK' }, healthy],
  ['an unknown key', { statusCode: 302, more: {} }, healthy],
  ['null everywhere', { statusCode: 200, headers: null, body: null, isBase64Encoded: null }, healthy],
  ['null for a header', { statusCode: 200, headers: { a: null } }, healthy],
  ['a status code that the Matcher refuses', { statusCode: 404, statusDescription: '404' }, mismatch],
  ['a number for a body', { statusCode: 200, statusDescription: 'OK', body: 1 }, malformed],
  ['a number for a status description', { statusCode: 200, statusDescription: 200 }, malformed],
  ['a status code in words', { statusCode: '200 OK', statusDescription: 'OK' }, malformed],
  ['no status code beside an unknown key', { statusDescription: 'OK' }, malformed],
  ['"true" for isBase64Encoded', { statusCode: 200, statusDescription: 'OK', isBase64Encoded: 'true' }, malformed],
  ['false for isBase64Encoded', { statusCode: 200, statusDescription: 'OK', isBase64Encoded: false }, healthy],
  ['a body', { statusCode: 200, statusDescription: 'OK', body: 'OK' }, healthy],
  ['a header', { statusCode: 200, statusDescription: 'OK', headers: { a: 'b' } }, healthy],
  ['a number for a header', { statusCode: 200, statusDescription: 'OK', headers: { a: 'b', age: 1 } }, malformed],
  ['multi-value headers', { statusCode: 200, statusDescription: 'OK', multiValueHeaders: { a: ['b'] } }, healthy],
  ['null for a multi-value header', { statusCode: 200, multiValueHeaders: { a: null } }, healthy],
  [
    'a string for a multi-value header',
    { statusCode: 200, statusDescription: 'OK', multiValueHeaders: { a: 'b' } },
    malformed,
  ],
  ['a list for multi-value headers', { statusCode: 200, statusDescription: 'OK', multiValueHeaders: [] }, malformed],
  ['a list for headers', { statusCode: 200, headers: [] }, malformed],
  ['null', null, malformed],
  ['no map', 'OK', malformed],
] as const)
  byHand(`is judged as the hook in Go judged it: ${title}`, () => {
    assert.is(reasonOf(judgedByHand('REST API 1.0', payload)), reason)
  })

byHand('is judged by the rules of its API first, where it keeps them', () => {
  const verdict = judgedByHand('REST API 1.0', { statusCode: 200, base64Encoded: true, body: 'T0s=' })
  assert.is(verdict.body, 'OK')
})

byHand('may answer as its API allows, too', () => {
  assert.is(reasonOf(judgedByHand('REST API 1.0', { statusCode: '200' })), healthy)
  assert.is(reasonOf(judgedByHand('HTTP API 2.0', 'OK')), healthy)
})

byHand('passes with what a tagged one fails with', async () => {
  const functions = { Site: () => ({ statusCode: 200, statusDescription: '200 OK' }) }
  const untagged = await runHook({ functions, tags: { team: 'web' } })
  const tagged = await runHook({ functions, tags: { 'websitehealthcheck:Method': 'GET' } })
  assert.equal([untagged.reported, tagged.reported], [['Succeeded'], ['Failed']])
})

byHand.run()

const properties = suite('any payload')

const format = fc.constantFrom<Format>('REST API 1.0', 'HTTP API 1.0', 'HTTP API 2.0', 'Function URL 2.0', 'ALB')
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map(raw),
  fc
    .record(
      {
        statusCode: fc.oneof(fc.integer(), fc.anything(), fc.integer({ min: 100, max: 599 })),
        headers: fc.anything(),
        body: fc.anything(),
        isBase64Encoded: fc.anything(),
        multiValueHeaders: fc.anything(),
      },
      { requiredKeys: [] },
    )
    .map(value =>
      raw(fc.stringify(value).length ? (JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? 0 : v)) ?? '') : ''),
    ),
)

properties('gives a verdict with a sentence, and of its body no more than 1 KB', () => {
  fc.assert(
    fc.property(format, payload, fc.boolean(), (format, payload, failed) => {
      const verdict = judged(format, payload, { searchString: 'OK' }, failed)
      assert.type(verdict.sentence, 'string')
      assert.ok(verdict.sentence.length > 0 && verdict.sentence.length < 2_000)
      assert.ok(Buffer.byteLength(verdict.body ?? '') <= 3 * 1_024)
      if (!failed) assert.ok(verdict.statusCode !== undefined && verdict.statusCode >= 100 && verdict.statusCode < 600)
    }),
    { numRuns: 500 },
  )
})

properties.run()
