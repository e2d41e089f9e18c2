import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import schema from '../../../schema/preview.schema.json' with { type: 'json' }
import { both, codedeployhook, site } from '../command-line/run-command.ts'

const example = (name: string) =>
  readFileSync(new URL(`../../../examples/${name}/template.yaml`, import.meta.url), 'utf8')
const preview = (template: string, ...words: string[]) =>
  codedeployhook(['preview', ...words], { files: { 'template.yaml': template } })

/** Without the breaks that keep sentences within 80 columns. */
const unwrapped = (text: string) => text.replace(/\n(?: {2,}| │ +)/g, ' ')

const notGated = `
Not gated: deployments that publish no new version of a function, and its first
deployment, unless StackGate is true (codedeployhook explain WHI6002).
`

const text = suite('preview')

text('shows what is added, what will be probed, and why a function is left alone', async () => {
  const { code, out, err } = await preview(example('website'))
  assert.fixture(
    out,
    `[~] AWS::Serverless::Function Site
 ├─ [+] AutoPublishAlias: live
 ├─ [+] AutoPublishCodeSha256: c078e0ba1b
 ├─ [+] DeploymentPreference.Type: AllAtOnce
 ├─ [+] DeploymentPreference.Role: !ImportValue ServerlessDeploymentRoleArn
 ├─ [+] DeploymentPreference.Hooks.PreTraffic: !ImportValue PreTrafficHook
 ├─ [+] Tags.websitehealthcheck:Mode: Compare
 ├─ [+] Tags.websitehealthcheck:Route: ANY /{proxy+}
 ├─ new version on: code, Handler, Runtime, Architectures, MemorySize, Timeout,
 │    Environment
 ├─ probed GET /healthcheck, expects 200-399, payload 1.0, because it has a
 │    route for ANY /{proxy+}
 └─ compared with the live version, since no route is made for health checks

[ ] AWS::Serverless::Function Worker
 └─ left alone: it has no Api or HttpApi event; set
      Metadata.WebsiteHealthcheck.Enabled: true to gate it

2 functions: 1 gated, 1 left alone.
${notGated}`,
  )
  assert.equal([code, err], [0, ''])
})

text('shows a refusal as CloudFormation would, with the place of each problem', async () => {
  const { code, out, err } = await preview(
    site({ metadata: '    Metadata: { WebsiteHealthcheck: { Tiemout: 5, Matcher: 2xx } }' }),
  )
  assert.fixture(
    out,
    `[x] AWS::Serverless::Function Site
 └─ refused, see below

template.yaml:5:39 Site.Metadata.WebsiteHealthcheck.Tiemout is unknown; did you
  mean TimeoutSeconds?
template.yaml:5:51 Site.Metadata.WebsiteHealthcheck.Matcher is 2xx; expected
  status codes such as 200, 200-399 or 200-299,404.

What CloudFormation would show:
Transform 123456789012::WebsiteHealthcheck failed with: 2 problems. (1)
  Site.Metadata.WebsiteHealthcheck.Tiemout is unknown; did you mean
  TimeoutSeconds? (2) Site.Metadata.WebsiteHealthcheck.Matcher is 2xx; expected
  status codes such as 200, 200-399 or 200-299,404.

1 function: 0 gated, 0 left alone, 1 refused. Nothing would be deployed.
`,
  )
  assert.equal([code, err], [2, ''])
})

text('refuses SAM before the macro, which then finds no functions', async () => {
  const { code, out } = await preview(
    site({ transform: 'Transform: [AWS::Serverless-2016-10-31, WebsiteHealthcheck]' }),
  )
  assert.is(code, 2)
  assert.match(
    unwrapped(out),
    /^template\.yaml:1:41 Transform lists AWS::Serverless-2016-10-31 before WebsiteHealthcheck/m,
  )
  assert.match(out, /failed with: Transform lists/)
})

for (const [transform, warning] of [
  ['', 'template.yaml has no Transform, so none of this takes effect; expected '],
  [
    'Transform: AWS::Serverless-2016-10-31',
    'template.yaml:1:1 Transform does not list WebsiteHealthcheck, so none of this takes effect; expected ',
  ],
  ['Transform: WebsiteHealthcheck', 'template.yaml:1:1 Transform does not list AWS::Serverless-2016-10-31; expected '],
] as const)
  text(`says what is missing if it is «${transform}», and still shows the rest`, async () => {
    const { code, out } = await preview(site({ transform }))
    assert.is(code, 0)
    assert.ok(unwrapped(out).includes(`\nWarning: ${warning}${both}.\n`), out)
    assert.match(out, /probed GET \/healthcheck/)
  })

text('knows a misspelled transform', async () => {
  const { out } = await preview(site({ transform: 'Transform: [WebsiteHealtcheck, AWS::Serverless-2016-10-31]' }))
  const warning = 'template.yaml:1:13 Transform lists WebsiteHealtcheck, so none of this takes effect; did you mean'
  assert.ok(unwrapped(out).includes(`Warning: ${warning} WebsiteHealthcheck?`), out)
})

text('tells of a resource that is none', async () => {
  const { out } = await preview(site({ resources: '  Other:' }))
  assert.match(out, /Warning: template\.yaml:8:3 Other is empty; expected a map\.\n/)
})

for (const [events, asked] of [
  [
    '{ Any: { Type: HttpApi } }',
    'probed GET /healthcheck, expects 200-399, payload 2.0, because it has a route for ANY $default',
  ],
  [
    '{ Home: { Type: HttpApi, Properties: { Path: /, Method: GET, PayloadFormatVersion: "1.0" } } }',
    'probed GET /, expects 200-499, payload 1.0, because it has a route for GET /, and no route takes GET /healthcheck',
  ],
  [
    '{ New: { Type: Api, Properties: { Path: /orders, Method: POST } } }',
    'left alone: none of its routes takes GET; set Metadata.WebsiteHealthcheck.Path to gate it',
  ],
] as const)
  text(`${events}: ${asked}`, async () => {
    const { out } = await preview(
      `Resources: { Site: { Type: AWS::Serverless::Function, Properties: { Events: ${events} } } }`,
    )
    assert.match(unwrapped(out), new RegExp(` [├└]─ ${asked.replaceAll(/[$.]/g, '\\$&')}\n`))
    assert.ok(Math.max(...out.split('\n').map(line => line.length)) <= 80, out)
  })

for (const [properties, compared] of [
  ["{ Path: '/{proxy+}', Method: any }", 'compared with the live version, since no route is made for health checks'],
  ['{ Path: /hello, Method: get }', 'compared with the live version, since no route is made for health checks'],
  [
    '{ Path: /healthcheck, Method: get, Auth: { Authorizer: AWS_IAM } }',
    'compared with the live version, since it is probed without a caller',
  ],
  ['{ Path: /healthcheck, Method: get }', undefined],
] as const)
  text(`${properties}: ${compared ?? 'enforced'}`, async () => {
    const { out } = await preview(
      `Resources: { Site: { Type: AWS::Serverless::Function, Properties: { Events: { A: { Type: Api, Properties: ${properties} } } } } }`,
    )
    if (compared) assert.match(unwrapped(out), new RegExp(` └─ ${compared}\n`))
    else assert.not.match(out, /compared/)
    assert.is(/Each release sends these requests/.test(out), properties.includes('/hello'))
  })

text('shows the alarm that RollbackAlarm adds to the template', async () => {
  const { out } = await preview(
    site({
      transform:
        'Transform: [{ Name: WebsiteHealthcheck, Parameters: { RollbackAlarm: true, DeploymentType: Linear10PercentEvery1Minute } }, AWS::Serverless-2016-10-31]',
    }),
  )
  assert.match(out, / ├─ \[\+\] DeploymentPreference\.Alarms: \[ !Ref SiteRollbackAlarm \]\n/)
  assert.match(out, /\n\[\+\] AWS::CloudWatch::Alarm SiteRollbackAlarm\n/)
})

text('shows the custom resource that StackGate adds to the template, and the hook that is a Ref to it', async () => {
  const { out } = await preview(
    site({
      transform:
        'Transform: [{ Name: WebsiteHealthcheck, Parameters: { StackGate: true } }, AWS::Serverless-2016-10-31]',
    }),
  )
  assert.match(out, / ├─ \[\+\] DeploymentPreference\.Hooks\.PreTraffic: !Ref SiteHealthcheck\n/)
  assert.match(out, /\n\[\+\] Custom::WebsiteHealthcheck SiteHealthcheck\n/)
})

for (const [what, template, words, code] of [
  ['something would change', site(), ['--fail'], 1],
  ['something would change, without --fail', site(), [], 0],
  ['nothing would change', 'Resources: { A: { Type: AWS::SNS::Topic } }', ['--fail'], 0],
  ['the template is refused', site({ metadata: '    Metadata: { WebsiteHealthcheck: 5 }' }), ['--fail'], 2],
  ['the file is not a template', 'just text', [], 2],
] as const)
  text(`exits with ${code} where ${what}`, async () => {
    assert.is((await preview(template, ...words)).code, code)
  })

text('takes parameters of the template from the command line', async () => {
  const template = site({
    head: 'Parameters: { Health: { Type: String, Default: /up } }',
    metadata: '    Metadata: { WebsiteHealthcheck: { Path: !Ref Health } }',
  })
  const { out } = await preview(template)
  assert.match(out, /Path: \/up\n/)
  assert.match(out, /probed GET \$\{Health\},/)
  assert.match((await preview(template, '--parameter-overrides', 'Health=/down')).out, /Path: \/down\n/)
})

text("takes the installed stack's parameters from the environment", async () => {
  const around = { files: { 'template.yaml': site() }, env: { HEALTHCHECK_PATH: '/alive' } }
  assert.match((await codedeployhook(['preview'], around)).out, /probed GET \/alive,/)
})

for (const [variable, value, problem] of [
  ['HEALTHCHECK_TIMEOUT_SECONDS', '0', 'HEALTHCHECK_TIMEOUT_SECONDS is 0; expected 1 to 300.'],
  ['HEALTHCHECK_TIMOUT', '5', 'HEALTHCHECK_TIMOUT is unknown; did you mean HEALTHCHECK_TIMEOUT_SECONDS?'],
  ['HEALTHCHECK_URL', 'https://example.com', ''],
] as const)
  text(`${variable}=${value}: ${problem || 'is of somebody else'}`, async () => {
    const around = { files: { 'template.yaml': site() }, env: { [variable]: value } }
    const { code, err } = await codedeployhook(['preview'], around)
    assert.equal([code, err], problem ? [2, `Error: ${problem}\n`] : [0, ''])
  })

text('reads standard input for -', async () => {
  const { code, out } = await codedeployhook(['preview', '-'], { stdin: site() })
  assert.is(code, 0)
  assert.match(out, /^\[~\] AWS::Serverless::Function Site\n/)
})

text('colors the signs where colors are forced, and never with NO_COLOR', async () => {
  const files = { 'template.yaml': site() }
  const colors = async (env: Record<string, string>) =>
    (await codedeployhook(['preview'], { files, env })).out.includes('\u001B[')
  assert.is(await colors({ FORCE_COLOR: '1' }), true)
  assert.is(await colors({ FORCE_COLOR: '1', NO_COLOR: '1' }), false)
  assert.is(await colors({}), false)
})

text.run()

const json = suite('preview --format json')
const isPreview = new Ajv().compile(schema)

for (const [what, template, expected] of [
  ['changed', example('website'), { outcome: 'changed', counts: { gated: 1, leftAlone: 1, refused: 0 } }],
  [
    'unchanged',
    'Resources: { A: { Type: AWS::SNS::Topic } }',
    { outcome: 'unchanged', counts: { gated: 0, leftAlone: 0, refused: 0 } },
  ],
  [
    'refused',
    site({ metadata: '    Metadata: { WebsiteHealthcheck: { Mode: Off } }' }),
    { outcome: 'refused', counts: { gated: 0, leftAlone: 0, refused: 1 } },
  ],
] as const)
  json(`is valid by schema/preview.schema.json where the outcome is ${what}`, async () => {
    const report = JSON.parse((await preview(template, '--format', 'json')).out)
    assert.ok(isPreview(report), JSON.stringify(isPreview.errors))
    assert.equal({ outcome: report.outcome, counts: report.counts }, expected)
  })

json('says what is added to a function, how it is probed and where it is written', async () => {
  const report = JSON.parse((await preview(site(), '--format', 'json')).out)
  assert.equal(report.functions, [
    {
      logicalId: 'Site',
      line: 3,
      column: 3,
      outcome: 'gated',
      added: {
        AutoPublishAlias: 'live',
        AutoPublishCodeSha256: 'dc7ba78eb6',
        DeploymentPreference: {
          Type: 'AllAtOnce',
          Role: { 'Fn::ImportValue': 'ServerlessDeploymentRoleArn' },
          Hooks: { PreTraffic: { 'Fn::ImportValue': 'PreTrafficHook' } },
        },
        Tags: { 'websitehealthcheck:Mode': 'Compare', 'websitehealthcheck:Route': 'ANY /=7Bproxy+=7D' },
      },
      addedResources: {},
      publishesOn: ['Handler'],
      gatedBy: 'macro',
      request: {
        method: 'GET',
        path: '/healthcheck',
        matcher: '200-399',
        mode: 'Compare',
        payloadFormatVersion: '1.0',
        eventType: 'Api',
        route: { method: 'ANY', path: '/{proxy+}' },
        because: 'it has a route for ANY /{proxy+}',
      },
    },
  ])
})

json('tells the place of each problem', async () => {
  const template = site({ metadata: '    Metadata: { WebsiteHealthcheck: { Mode: Off } }' })
  const { code, out } = await preview(template, '--format', 'json')
  const message = 'Site.Metadata.WebsiteHealthcheck.Mode is false; expected Auto, Enforce, Compare or Warn.'
  const path = ['Resources', 'Site', 'Metadata', 'WebsiteHealthcheck', 'Mode']
  assert.equal(JSON.parse(out).problems, [{ code: 'Setting.Invalid', path, message, line: 5, column: 39 }])
  assert.is(code, 2)
})

json.run()
