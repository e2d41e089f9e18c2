import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseFunctionName } from '../../healthcheck/target.ts'
import { parseAppSpec } from '../../hook/appspec.ts'

const appSpec = suite('parseAppSpec')

const messageOf = (content: string): Promise<string> =>
  parseAppSpec(content).then(
    () => 'nothing',
    error => error.message,
  )

const site = { name: 'Site', currentVersion: '2', targetVersion: '3' }
const properties = { Name: 'Site', Alias: 'live', CurrentVersion: '2', TargetVersion: '3' }
const resource = { Type: 'AWS::Lambda::Function', Properties: properties }
const withProperties = (others: object) => ({
  Resources: [{ Site: { ...resource, Properties: { ...properties, ...others } } }],
})

for (const [title, content, expected] of [
  ['as CloudFormation makes it', { version: '0.0', Resources: [{ Site: resource }], Hooks: [] }, [site]],
  ['with version as a number', { version: 0.0, Resources: [{ Site: resource }] }, [site]],
  ['with versions as numbers', withProperties({ CurrentVersion: 2, TargetVersion: 3 }), [site]],
  [
    'in lower case',
    {
      resources: [
        {
          Site: {
            type: 'AWS::Lambda::Function',
            properties: { name: 'Site', alias: 'live', currentversion: '2', targetversion: '3' },
          },
        },
      ],
      hooks: [],
    },
    [site],
  ],
  [
    'with several resources in one entry and in several',
    {
      Resources: [
        { Site: resource, Shop: { ...resource, Properties: { ...properties, Name: 'Shop' } } },
        { Blog: { ...resource, Properties: { ...properties, Name: 'Blog' } } },
      ],
    },
    [site, { ...site, name: 'Shop' }, { ...site, name: 'Blog' }],
  ],
  ['with a resource that is called like a key', { Resources: [{ name: resource }] }, [site]],
  [
    'with an ARN for a name',
    withProperties({ Name: 'arn:aws:lambda:eu-west-1:123456789012:function:Site' }),
    [{ ...site, name: 'arn:aws:lambda:eu-west-1:123456789012:function:Site' }],
  ],
] as const)
  appSpec(`reads one ${title}`, async () => {
    assert.equal(await parseAppSpec(JSON.stringify(content)), expected)
  })

for (const [title, content] of [
  [
    'the spelling of the examples',
    `version: 0.0
Resources:
  - Site:
      Type: AWS::Lambda::Function
      Properties:
        Name: "Site"
        Alias: "live"
        CurrentVersion: "2"
        TargetVersion: "3"
Hooks:
  - BeforeAllowTraffic: "CodeDeployHook_LambdaWebsite"
`,
  ],
  [
    'the spelling of the reference, versions as numbers',
    `resources:
  - Site:
      type: "AWS::Lambda::Function"
      properties:
        name: Site
        alias: live
        currentversion: 2
        targetversion: 3
`,
  ],
] as const)
  appSpec(`reads YAML in ${title}`, async () => {
    assert.equal(await parseAppSpec(content), [site])
  })

for (const [title, content, sentence] of [
  ['null', 'null', 'AppSpec is null; expected a map.'],
  ['a word', 'hello', 'AppSpec is hello; expected a map.'],
  ['neither JSON nor YAML', '{"Resources": [', /^The AppSpec is neither JSON nor YAML: unexpected end[^\n]{5,}\.$/],
  ['no resources', '{"version":"0.0"}', 'AppSpec.Resources is missing.'],
  [
    'an empty list of resources',
    '{"Resources":[]}',
    'AppSpec.Resources is []; expected a list with at least one entry.',
  ],
  ['a map of resources', '{"Resources":{}}', 'AppSpec.Resources is {}; expected a list with at least one entry.'],
  [
    'a map of resources in lower case',
    '{"resources":{}}',
    'AppSpec.Resources is {}; expected a list with at least one entry.',
  ],
  ['a resource with a percent sign', '{"Resources":[{"50%":"x"}]}', 'AppSpec.Resources.0.50% is x; expected a map.'],
  ['a resource that is no map', '{"Resources":[{"Site":"x"}]}', 'AppSpec.Resources.0.Site is x; expected a map.'],
  [
    'a version that is no version',
    JSON.stringify({ version: [], Resources: [{ Site: resource }] }),
    'AppSpec.version is []; expected a string or number.',
  ],
  ['an entry that is no map', '{"Resources":["Site"]}', 'AppSpec.Resources.0 is Site; expected a map.'],
  [
    'a container service',
    JSON.stringify({ Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties: properties } }] }),
    'AppSpec.Resources.0.TargetService.Type is AWS::ECS::Service; expected AWS::Lambda::Function.',
  ],
  [
    'no name',
    JSON.stringify(withProperties({ Name: undefined })),
    'AppSpec.Resources.0.Site.Properties.Name is missing.',
  ],
  [
    'an empty name',
    JSON.stringify(withProperties({ Name: '' })),
    'AppSpec.Resources.0.Site.Properties.Name is ""; expected the name or ARN of a function.',
  ],
  [
    'no versions',
    JSON.stringify(withProperties({ CurrentVersion: undefined, TargetVersion: undefined })),
    'AppSpec.Resources.0.Site.Properties.CurrentVersion is missing. AppSpec.Resources.0.Site.Properties.TargetVersion is missing.',
  ],
  [
    'no properties',
    JSON.stringify({ Resources: [{ Site: { Type: 'AWS::Lambda::Function' } }] }),
    'AppSpec.Resources.0.Site.Properties is missing.',
  ],
] as const)
  appSpec(`says what is wrong with ${title}`, async () => {
    const message = await messageOf(content)
    if (typeof sentence === 'string') assert.is(message, sentence)
    else assert.match(message, sentence)
  })

// each line refers nine times to the one before it: 9 ** 12 values
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`),
].join('\n')

for (const [title, content, sentence] of [
  ['YAML aliases that multiply', `${bomb}\nResources: *a12`, 'The AppSpec has more than 20000 values.'],
  ['YAML that contains itself', 'Resources: &a [*a]', 'The AppSpec has more than 20 levels.'],
  ['a thousand levels', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'The AppSpec has more than 20 levels.'],
  ['too many values', JSON.stringify(Array(30_000).fill(1)), 'The AppSpec has more than 20000 values.'],
  ['too long a text', ' '.repeat(1_000_001), 'The AppSpec has 1000001 characters; expected at most 1000000.'],
] as const)
  appSpec(`refuses ${title}, at once`, async () => {
    assert.is(await messageOf(content), sentence)
  })

for (const [title, content] of [
  ['20000 values', JSON.stringify(Array(19_999).fill(1))],
  ['20 levels', `${'['.repeat(21)}${']'.repeat(21)}`],
] as const)
  appSpec(`reads one with ${title}, which is the most`, async () => {
    assert.match(await messageOf(content), /^AppSpec is .*; expected a map\.$/)
  })

appSpec('reads one of 1000000 characters, which is the most', async () => {
  assert.equal(await parseAppSpec(JSON.stringify({ Resources: [{ Site: resource }] }).padEnd(1_000_000)), [site])
})

appSpec('reads one of a thousand functions', async () => {
  const Resources = Array.from({ length: 1_000 }, (_, i) => ({ [`Site${i}`]: resource }))
  assert.is((await parseAppSpec(JSON.stringify({ Resources }))).length, 1_000)
})

appSpec.run()

const names = suite('parseFunctionName')

const hook = 'arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_LambdaWebsite'
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:Site'

for (const [name, hookArn, invokeName, unqualified] of [
  ['Site', hook, 'Site', arn],
  ['Site', `${hook}:live`, 'Site', arn],
  ['Site:live', hook, 'Site', arn],
  ['my.site-1_A', hook, 'my.site-1_A', arn.replace('Site', 'my.site-1_A')],
  [arn, hook, arn, arn],
  [`${arn}:12`, hook, arn, arn],
  [`${arn}:$LATEST`, hook, arn, arn],
  ['123456789012:function:Site', hook, arn, arn],
  [
    '210987654321:function:Site',
    hook,
    arn.replace('123456789012', '210987654321'),
    arn.replace('123456789012', '210987654321'),
  ],
  [
    'Site',
    hook.replace('aws:', 'aws-us-gov:').replace('eu-west-1', 'us-gov-west-1'),
    'Site',
    arn.replace('aws:', 'aws-us-gov:').replace('eu-west-1', 'us-gov-west-1'),
  ],
  [
    'Site',
    hook.replace('aws:', 'aws-cn:').replace('eu-west-1', 'cn-north-1'),
    'Site',
    arn.replace('aws:', 'aws-cn:').replace('eu-west-1', 'cn-north-1'),
  ],
  [
    'Site',
    hook.replace('aws:', 'aws-eusc:').replace('eu-west-1', 'eusc-de-east-1'),
    'Site',
    arn.replace('aws:', 'aws-eusc:').replace('eu-west-1', 'eusc-de-east-1'),
  ],
  ['Site', hook.replace('eu-west-1', 'us-east-12'), 'Site', arn.replace('eu-west-1', 'us-east-12')],
  ['my-site-1:live', hook, 'my-site-1', arn.replace('Site', 'my-site-1')],
  ['123456789012:live', hook, '123456789012', arn.replace('Site', '123456789012')],
] as const)
  names(`${name} of a hook ${hookArn} is invoked as ${invokeName}, and its tags are those of ${unqualified}`, () => {
    const parsed = parseFunctionName(name, hookArn, 'AppSpec Name')
    assert.equal([parsed.invokeName, parsed.arn], [invokeName, unqualified])
  })

for (const [name, hookArn, sentence] of [
  ['a b', hook, 'AppSpec Name is "a b"; expected the name or ARN of a function.'],
  ['arn:aws:s3:::bucket', hook, 'AppSpec Name is arn:aws:s3:::bucket; expected the name or ARN of a function.'],
  [
    'Site',
    '123456789012:function:Hook',
    "The Lambda function's own ARN is 123456789012:function:Hook; expected the ARN of a function.",
  ],
  [
    'Site',
    'arn:aws:lambda:123456789012:function:Hook',
    "The Lambda function's own ARN is arn:aws:lambda:123456789012:function:Hook; expected the ARN of a function.",
  ],
  ['Site', 'nonsense', "The Lambda function's own ARN is nonsense; expected the ARN of a function."],
  ['Site', '', 'The Lambda function\'s own ARN is ""; expected the ARN of a function.'],
] as const)
  names(`says that ${name || 'nothing'} of the hook ${hookArn || 'nothing'} is not understood`, () => {
    assert.throws(
      () => parseFunctionName(name, hookArn, 'AppSpec Name'),
      (error: Error) => error.message === sentence || assert.is(error.message, sentence),
    )
  })

names.run()
