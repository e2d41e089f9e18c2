import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseYaml } from '../../../cli/template/yaml.ts'
import { both, codedeployhook, site } from '../command-line/run-command.ts'

const yaml = suite('preview --format yaml')
const transformed = (template: string) =>
  codedeployhook(['preview', '--format', 'yaml'], { files: { 'template.yaml': template } })

/** Lines of `after` that are not in `before` and the other way round, in order. */
const changes = (before: string, after: string) => {
  const [old, now] = [before.split('\n'), after.split('\n')]
  return {
    gone: old.filter(line => !now.includes(line)),
    added: now.filter(line => !old.includes(line)),
  }
}

const wiring = (indent: string) =>
  [
    'DeploymentPreference:',
    '  Type: AllAtOnce',
    '  Role: !ImportValue ServerlessDeploymentRoleArn',
    '  Hooks:',
    '    PreTraffic: !ImportValue PreTrafficHook',
  ].map(line => indent + line)

const odd = `# The shop

Transform:
  - WebsiteHealthcheck   # gate
  # and then
  - AWS::Serverless-2016-10-31
Resources:   # all of them


  Site:   # the website
    Type: AWS::Serverless::Function
    Properties:
        Handler:    index.handler
        Description: >
          A folded
          text
        Environment: {Variables: {A: '1',  B: "2"}}
        Tags:
            Team: web   # who
        Events:
            Any: { Type: Api, Properties: { Path: '/{proxy+}', Method: any } }
        # at the end

  Topic: { Type: AWS::SNS::Topic }`

yaml("adds lines to the author's text, and takes the macro out of the Transform", async () => {
  const { out, err } = await transformed(odd)
  assert.equal(changes(odd, out), {
    gone: ['  - WebsiteHealthcheck   # gate'],
    added: [
      '            websitehealthcheck:Mode: Compare',
      '            websitehealthcheck:Route: ANY /=7Bproxy+=7D',
      '        AutoPublishAlias: live',
      '        AutoPublishCodeSha256: 3c8de0fde4',
      ...wiring('        '),
    ],
  })
  assert.is(err, '')
})

for (const [what, transform, left] of [
  ['a list in brackets', 'Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]', 'AWS::Serverless-2016-10-31'],
  ['the only one', 'Transform: WebsiteHealthcheck', undefined],
  ['the only one in a list', 'Transform:\n- WebsiteHealthcheck', undefined],
  [
    'one with Parameters',
    'Transform:\n- Name: WebsiteHealthcheck\n  Parameters:\n    Path: /up\n- AWS::Serverless-2016-10-31',
    'AWS::Serverless-2016-10-31',
  ],
  ['not there', 'Transform: AWS::Serverless-2016-10-31', 'AWS::Serverless-2016-10-31'],
] as const)
  yaml(`leaves what there is to run after the macro where that is ${what}`, async () => {
    const { value } = parseYaml((await transformed(site({ transform }))).out)
    assert.equal([(value as { Transform?: unknown }).Transform].flat()[0], left)
  })

yaml('adds to maps and lists that are there, and to the last line without a newline', async () => {
  const template = site({
    transform:
      'Transform: [{ Name: WebsiteHealthcheck, Parameters: { RollbackAlarm: true, DeploymentType: Canary10Percent5Minutes } }, AWS::Serverless-2016-10-31]',
    properties: ['      DeploymentPreference:', '        Alarms:', '        - !Ref Mine   # mine'].join('\n'),
  }).trimEnd()
  const { out } = await transformed(template)
  assert.ok(
    out.includes(
      [
        '        - !Ref Mine   # mine',
        '        - !Ref SiteRollbackAlarm',
        '        Type: Canary10Percent5Minutes',
        '        Role: !ImportValue ServerlessDeploymentRoleArn',
        '        Hooks:',
        '          PreTraffic: !ImportValue PreTrafficHook',
        '      AutoPublishAlias: live',
        '      AutoPublishCodeSha256: dc7ba78eb6',
        '      Tags:',
        '        websitehealthcheck:Mode: Compare',
        '        websitehealthcheck:Route: ANY /=7Bproxy+=7D',
        '  SiteRollbackAlarm:',
        '    Type: AWS::CloudWatch::Alarm',
      ].join('\n'),
    ),
    out,
  )
})

yaml('keeps line endings', async () => {
  const { out } = await transformed(odd.replaceAll('\n', '\r\n'))
  assert.match(out, /AutoPublishAlias: live\r\n/)
  assert.not.match(out, /[^\r]\n/)
})

const anew =
  'Warning: template.yaml has a function in braces, behind an anchor or in an included file; the template is rewritten without comments.\n'

for (const [what, site] of [
  ['in braces', 'Site: { Type: AWS::Serverless::Function, Properties: { Events: { Any: { Type: HttpApi } } } }'],
  [
    'with a merge key',
    `Worker:
    Type: AWS::Serverless::Function
    Properties: &base
      Handler: index.handler
      Tags: &tags { Team: web }
  Site:
    Type: AWS::Serverless::Function
    Properties:
      <<: *base
      Events: { Any: { Type: HttpApi } }`,
  ],
  [
    'whose properties another resource shares',
    `Site:
    Type: AWS::Serverless::Function
    Properties: &base
      Handler: index.handler
      Events: { Any: { Type: HttpApi } }
  Worker:
    Type: Custom::Thing
    Properties: *base`,
  ],
] as const)
  yaml(`writes a template anew, with a warning, where a function is written ${what}`, async () => {
    const template = `${both}\nResources: # all of them\n  ${site}\n`
    const { out, err } = await transformed(template)
    const { Resources } = parseYaml(out).value as { Resources: Record<string, { Properties: Record<string, unknown> }> }
    assert.is(Resources.Site?.Properties.AutoPublishAlias, 'live')
    assert.is(Resources.Worker?.Properties.AutoPublishAlias, undefined)
    assert.not.match(out, /#/)
    assert.is(err, anew)
  })

yaml('turns JSON into short form', async () => {
  const template = {
    Transform: ['WebsiteHealthcheck', 'AWS::Serverless-2016-10-31'],
    Resources: {
      Site: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Environment: {
            Variables: { ID: '012345678901', ON: 'yes', N: '1', B: { 'Fn::Base64': { 'Fn::Sub': 'x' } } },
          },
          Events: { Any: { Type: 'HttpApi' } },
        },
      },
    },
  }
  const { out, err } = await transformed(JSON.stringify(template))
  const {
    AutoPublishAlias: _,
    AutoPublishCodeSha256: ____,
    DeploymentPreference: __,
    Tags: ___,
    ...properties
  } = (parseYaml(out).value as typeof template).Resources.Site.Properties as Record<string, unknown>
  assert.equal(properties, template.Resources.Site.Properties)
  assert.match(out, /Role: !GetAtt Role\.Arn\n/)
  assert.match(out, /PreTraffic: !ImportValue PreTrafficHook\n/)
  assert.is(err, '')
})

yaml('prints no template where the macro refuses', async () => {
  const { code, out, err } = await transformed(site({ metadata: '    Metadata: { WebsiteHealthcheck: 5 }' }))
  assert.equal([code, out], [2, ''])
  assert.match(err, /^Error: Transform 123456789012::WebsiteHealthcheck failed with: Site\.Metadata/)
})

yaml.run()
