import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { oneOf } from '../../schema/sentence.ts'
import { settingNames } from '../../schema/settings.ts'
import { type Around, transformed, website } from '../helpers/template.ts'

const problemsOf = (around: Around) => transformed(website, around).problems
const tagsOf = (around: Around) => {
  const { added, reason, problems } = transformed(website, around)
  return added ? (added.Tags ?? {}) : (reason ?? problems)
}
const compared = { 'websitehealthcheck:Mode': 'Compare' }
const route = { ...compared, 'websitehealthcheck:Route': 'ANY /=7Bproxy+=7D' }
const { 'websitehealthcheck:Mode': _, ...enforced } = route

const layers = suite('the nearer setting wins')

layers('function before Transform before stack before default', () => {
  const environment = { HEALTHCHECK_HOST: 'stack.example', HEALTHCHECK_TIMEOUT_SECONDS: '3', HEALTHCHECK_PATH: '/s' }
  const params = { TimeoutSeconds: '4', Path: '/t' }
  const { request, added } = transformed(website, { environment, params, metadata: { Path: '/f' } })
  assert.is(request?.path, '/f')
  assert.equal(added?.Tags, {
    'websitehealthcheck:Path': '/f',
    'websitehealthcheck:TimeoutSeconds': '4',
    ...enforced,
  })
})

layers('a Ref to a template parameter is its value', () => {
  const around = { parameters: { Health: '/up?a=1', Wait: 7 }, params: { TimeoutSeconds: { Ref: 'Wait' } } }
  assert.equal(tagsOf({ ...around, metadata: { Path: { Ref: 'Health' } } }), {
    'websitehealthcheck:Path': '/up=3Fa=1',
    'websitehealthcheck:TimeoutSeconds': '7',
    ...enforced,
  })
})

layers('a Matcher may be a list, on a function, in the Transform and in a parameter', () => {
  for (const around of [
    { metadata: { Matcher: [200, '204-299'] } },
    { params: { Matcher: ['200', '204-299'] } },
    { metadata: { Matcher: { Ref: 'Codes' } }, parameters: { Codes: ['200', '204-299'] } },
  ])
    assert.equal(tagsOf(around), { 'websitehealthcheck:Matcher': '200=2C204-299', ...enforced })
})

layers("IgnoreChecks is the command line's business", () => {
  assert.equal(tagsOf({ metadata: { IgnoreChecks: ['X'] } }), route)
})

layers('nothing under WebsiteHealthcheck is no mistake', () => {
  assert.equal(tagsOf({ metadata: null }), route)
  assert.equal(tagsOf({ params: null }), route)
})

layers.run()

const problems = suite('mistakes are refused in one sentence each')

const where = 'Site.Metadata.WebsiteHealthcheck'
for (const [title, around, sentence] of [
  ['a wrong value', { metadata: { TimeoutSeconds: 0 } }, `${where}.TimeoutSeconds is 0; expected 1 to 300.`],
  ['a misspelled setting', { metadata: { Tiemout: 5 } }, `${where}.Tiemout is unknown; did you mean TimeoutSeconds?`],
  ['no map', { metadata: 'on' }, `${where} is on; expected a map.`],
  [
    'a list',
    { metadata: { Host: ['a.example'] } },
    `${where}.Host is ["a.example"]; expected a host name such as www.example.com.`,
  ],
  [
    'a Ref to no parameter',
    { metadata: { Path: { Ref: 'Bucket' } } },
    `${where}.Path is a Ref to Bucket, which is not a template parameter; expected a value or a Ref to a template parameter.`,
  ],
  [
    'another intrinsic function',
    { metadata: { Path: { 'Fn::Sub': '/x' } } },
    `${where}.Path is Fn::Sub; expected a value or a Ref to a template parameter.`,
  ],
  [
    'a wrong value in a parameter, which is not shown',
    { metadata: { Mode: { Ref: 'Secret' } }, parameters: { Secret: 'hunter2' } },
    `${where}.Mode is the value of the parameter Secret; expected Auto, Enforce, Compare or Warn.`,
  ],
  [
    'a backward Matcher in a parameter, which is not shown',
    { metadata: { Matcher: { Ref: 'Codes' } }, parameters: { Codes: '399-200' } },
    `${where}.Matcher is the value of the parameter Codes; expected the lower status code first, as in 200-399.`,
  ],
  [
    'a list in a parameter',
    { metadata: { Path: { Ref: 'List' } }, parameters: { List: ['/a'] } },
    `${where}.Path is the value of the parameter List; expected a path that begins with / and has no spaces, no # and only ASCII characters.`,
  ],
  [
    'a misspelled WebsiteHealthcheck',
    { attributes: { Metadata: { WebsiteHealthCheck: { Path: '/x' } } } },
    'Site.Metadata.WebsiteHealthCheck is unknown; did you mean WebsiteHealthcheck?',
  ],
  ['an intrinsic function for all of it', { metadata: { Ref: 'All' } }, `${where} is Ref; expected a map of settings.`],
  [
    'IgnoreChecks in the Transform',
    { params: { IgnoreChecks: 'X' } },
    `Transform.WebsiteHealthcheck.Parameters.IgnoreChecks is unknown; expected ${oneOf(settingNames)}.`,
  ],
  [
    'a wrong value in the Transform',
    { params: { Method: 'PUT' } },
    'Transform.WebsiteHealthcheck.Parameters.Method is PUT; expected GET, HEAD or POST.',
  ],
  ['no map in the Transform', { params: ['x'] }, 'Transform.WebsiteHealthcheck.Parameters is ["x"]; expected a map.'],
  [
    'a value too long for a tag',
    { metadata: { Path: `/${'?'.repeat(86)}` } },
    `${where}.Path takes 259 characters as the value of a tag; expected at most 256.`,
  ],
] as const)
  problems(title, () => {
    assert.equal(problemsOf(around), [sentence])
  })

problems('a value that just fits into a tag is none', () => {
  const path = `/${'?'.repeat(85)}`
  const tags = tagsOf({ metadata: { Path: path } }) as Record<string, string>
  assert.is(tags['websitehealthcheck:Path']?.length, 256)
})

problems('also on a function that has no API event', () => {
  assert.is(transformed({}, { metadata: { Mode: 'x' } }).problems.length, 1)
})

for (const name of ['websitehealthcheck', 'Website-Health-Check', 'WebsiteHealthchecks', 'Websitehealthchek'])
  problems(`${name} in Metadata is taken for a misspelling`, () => {
    assert.equal(problemsOf({ attributes: { Metadata: { [name]: {} } } }), [
      `Site.Metadata.${name} is unknown; did you mean WebsiteHealthcheck?`,
    ])
  })

problems('other keys of Metadata are nobody else’s business', () => {
  assert.equal(problemsOf({ attributes: { Metadata: { BuildMethod: 'esbuild', Website: {} } } }), [])
})

problems.run()

const tags = suite('tags')

tags('tell only what differs from what the hook assumes', () => {
  assert.equal(tagsOf({}), route)
  assert.equal(tagsOf({ metadata: { Mode: 'Enforce', DeploymentType: 'X', AliasName: 'x' } }), enforced)
  assert.equal(tagsOf({ metadata: { Mode: 'Warn' } }), { ...route, 'websitehealthcheck:Mode': 'Warn' })
  assert.equal(tagsOf({ environment: { HEALTHCHECK_MODE: 'Warn' } }), enforced)
})

tags('are on every function where the hook may invoke tagged functions only', () => {
  assert.equal(tagsOf({ environment: { INVOKE_TAGGED_ONLY: 'true' } }), {
    'websitehealthcheck:Enabled': 'true',
    ...route,
  })
})

tags('of the user stay, on the function and in Globals', () => {
  const own = { ...compared, 'websitehealthcheck:Route': 'GET /mine' }
  assert.equal(transformed({ ...website, Tags: own }).added?.Tags, undefined)
  assert.equal(tagsOf({ globals: { Tags: own } }), {})
  assert.equal(tagsOf({ globals: { Tags: { team: 'web' } } }), route)
})

for (const [title, value] of [
  ['a list', [{ Key: 'a', Value: 'b' }]],
  ['an intrinsic function', { 'Fn::If': ['C', {}, {}] }],
  ['null', null],
] as const)
  tags(`that are ${title} leave the function alone`, () => {
    assert.is(transformed({ ...website, Tags: value }).reason, 'Tags.NotAMap')
  })

tags('that are null in Globals leave the function alone too', () => {
  assert.is(tagsOf({ globals: { Tags: null } }), 'Tags.NotAMap')
})

tags('are at least one, so that the hook knows a function of the macro', () => {
  const properties = { Events: { A: { Type: 'Api', Properties: { Path: '/healthcheck', Method: 'get' } } } }
  assert.equal(transformed(properties).added?.Tags, { 'websitehealthcheck:EventType': 'Api' })
})

const named = (StageName: unknown) => ({
  resources: { Rest: { Type: 'AWS::Serverless::Api', Properties: { StageName } } },
})
const behindStage = { Path: '/healthcheck', Method: 'get', RestApiId: { Ref: 'Rest' } }

for (const [title, stage, tag] of [
  ['its name', 'v1', 'v1'],
  ['the intrinsic function that the template has there', { Ref: 'StageName' }, { Ref: 'StageName' }],
] as const)
  tags(`carry the stage as ${title}`, () => {
    const around = { ...named(stage), parameters: { StageName: 'beta' } }
    const { added } = transformed({ Events: { A: { Type: 'Api', Properties: behindStage } } }, around)
    assert.equal(added?.Tags, { 'websitehealthcheck:Stage': tag })
  })

tags('carry that responses are streamed', () => {
  const Properties = { Path: '/healthcheck', Method: 'get', ResponseTransferMode: 'RESPONSE_STREAM' }
  const { added } = transformed({ Events: { A: { Type: 'Api', Properties } } })
  assert.equal(added?.Tags, { 'websitehealthcheck:ResponseTransferMode': 'RESPONSE_STREAM' })
})

tags('that are no map do no harm where none is needed', () => {
  const properties = { Events: { A: { Type: 'Api', Properties: { Path: '/healthcheck', Method: 'get' } } }, Tags: [] }
  assert.equal(transformed(properties).added?.AutoPublishAlias, 'live')
})

tags.run()
