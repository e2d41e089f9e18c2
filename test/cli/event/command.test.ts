import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codedeployhook, site } from '../command-line/run-command.ts'

const event = (template: string, ...words: string[]) =>
  codedeployhook(['event', ...words], { files: { 'template.yaml': template } })
const probe = async (template: string, ...words: string[]) => JSON.parse((await event(template, ...words)).out)

const two = site({
  resources: [
    '  Api:',
    '    Type: AWS::Serverless::Function',
    '    Metadata: { WebsiteHealthcheck: { Path: "/status?deep=1", Host: api.example.com } }',
    '    Properties: { Events: { Any: { Type: HttpApi } } }',
    '  Worker: { Type: AWS::Serverless::Function, Properties: { Handler: worker.handler } }',
  ].join('\n'),
})

const events = suite('event')

events('prints the REST API event of a function behind an Api event', async () => {
  const { resource, path, httpMethod, pathParameters, version } = await probe(two, 'Site')
  assert.equal(
    { resource, path, httpMethod, pathParameters, version },
    {
      resource: '/{proxy+}',
      path: '/healthcheck',
      httpMethod: 'GET',
      pathParameters: { proxy: 'healthcheck' },
      version: undefined,
    },
  )
})

events('prints the 2.0 event of a function behind an HttpApi event, with its settings', async () => {
  const { version, routeKey, rawPath, rawQueryString, requestContext } = await probe(two, 'Api')
  assert.equal(
    { version, routeKey, rawPath, rawQueryString, domainName: requestContext.domainName },
    {
      version: '2.0',
      routeKey: '$default',
      rawPath: '/status',
      rawQueryString: 'deep=1',
      domainName: 'api.example.com',
    },
  )
})

events('needs no name where one function is gated, and takes another template', async () => {
  assert.is((await probe(site())).path, '/healthcheck')
  const around = { files: { 'other.yaml': two } }
  const { out } = await codedeployhook(['event', 'other.yaml', 'Api'], around)
  assert.is(JSON.parse(out).rawPath, '/status')
  assert.is((await codedeployhook(['event', '-t', 'other.yaml', 'Api'], around)).code, 0)
  assert.is((await codedeployhook(['event', '-', 'Api'], { stdin: two })).code, 0)
})

events('differs from run to run in the request ID, what is derived from it, and the time', async () => {
  const [one, other] = [await probe(two, 'Api'), await probe(two, 'Api')]
  assert.is.not(one.requestContext.requestId, other.requestContext.requestId)
  for (const run of [one, other]) {
    for (const name of ['requestId', 'time', 'timeEpoch']) run.requestContext[name] = ''
    run.headers['x-amzn-trace-id'] = ''
  }
  assert.equal(one, other)
})

events('is the event of a function that is wired by hand, too', async () => {
  const template = site({
    properties: [
      '      AutoPublishAlias: live',
      '      DeploymentPreference: { Type: AllAtOnce, Hooks: { PreTraffic: !ImportValue PreTrafficHook } }',
      '      Tags: { "websitehealthcheck:Path": /ready }',
    ].join('\n'),
  })
  assert.is((await probe(template, 'Site')).path, '/ready')
})

for (const [words, template, problem] of [
  [
    ['Worker'],
    two,
    'Worker is not gated: it has no Api or HttpApi event; set Metadata.WebsiteHealthcheck.Enabled: true to gate it.',
  ],
  [['Sitee'], two, 'Sitee is not a function of the template; did you mean Site?'],
  [['Site'], 'Resources: {}', 'Site is not a function of the template; the template has no functions.'],
  [['--region', 'mars'], two, '--region is mars; expected a Region such as us-east-1.'],
  [[], two, 'FUNCTION is missing; expected Site or Api.'],
  [['Site', 'Api'], two, 'Site is not a file; expected codedeployhook event [TEMPLATE] FUNCTION [OPTIONS].'],
  [
    ['a.yaml', 'Site', 'Api'],
    two,
    'a.yaml Site Api are 3 arguments; expected codedeployhook event [TEMPLATE] FUNCTION [OPTIONS].',
  ],
  [
    ['Site'],
    site({ metadata: '    Metadata: { WebsiteHealthcheck: { Tiemout: 5 } }' }),
    'template.yaml:5:39 Site.Metadata.WebsiteHealthcheck.Tiemout is unknown; did you mean TimeoutSeconds?',
  ],
] as const)
  events(`says that ${problem}`, async () => {
    assert.equal(await event(template, ...words), { code: 2, out: '', err: `Error: ${problem}\n` })
  })

events.run()
