import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { versionProperties } from '../../sam/version-contents.ts'
import { type Around, api, transformed, website } from '../helpers/template.ts'

type Properties = Record<string, unknown>

/** The installed stack as it comes: PublishOn is Change. */
const asInstalled = { environment: {} }

const site: Properties = { ...website, CodeUri: 's3://bucket/site-1', Runtime: 'nodejs24.x', Timeout: 10 }

const hash = (properties: Properties = {}, around: Around = {}): unknown => {
  const { added, problems } = transformed({ ...site, ...properties }, { ...asInstalled, ...around })
  return problems[0] ?? added?.AutoPublishCodeSha256
}

const publishing = suite('PublishOn')

publishing('gives SAM ten hexadecimal digits, and the template keeps everything else', () => {
  const { fragment } = transformed(site, asInstalled)
  const { AutoPublishCodeSha256, AutoPublishAlias, DeploymentPreference, Tags, ...properties } =
    fragment.Resources.Site?.Properties ?? {}
  assert.match(String(AutoPublishCodeSha256), /^[0-9a-f]{10}$/)
  assert.equal(properties, site)
})

publishing('is the SHA-256 of a canonical JSON', () => {
  const contents = {
    layers: [],
    properties: { CodeUri: 's3://bucket/site-1', Handler: 'index.handler', Runtime: 'nodejs24.x', Timeout: '10' },
  }
  assert.is(hash(), createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 10))
})

// A change of one of these publishes a new version of every website function of every user: do not update them, restore
// the algorithm.
const layer = { Type: 'AWS::Serverless::LayerVersion', Properties: { ContentUri: 's3://bucket/layer-1' } }
for (const [title, properties, around, known] of [
  ['a function with code and a timeout', {}, {}, '36417abfcc'],
  ['a function with most of what there is', everything(), {}, 'fd2c683cf7'],
  ['parameters, conditions and mappings', intrinsics(), intrinsicsAround(), '71f2ec117e'],
  ['a layer of the same template', { Layers: [{ Ref: 'Layer' }] }, { resources: { Layer: layer } }, '8f62cb6cd9'],
] as [string, Properties, Around, string][])
  publishing(`is frozen for ${title}`, () => {
    assert.is(hash(properties, around), known)
  })

function everything(): Properties {
  return {
    CodeUri: { Bucket: 'bucket', Key: 'site.zip', Version: 'v1' },
    Handler: 'app.handler',
    Architectures: ['arm64'],
    MemorySize: 512,
    Environment: { Variables: { TABLE: { Ref: 'Table' }, URL: { 'Fn::Sub': 'https://${Domain}/${Table.Arn}' } } },
    VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }] },
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Tracing: 'Active',
    EphemeralStorage: { Size: 1024 },
    SnapStart: { ApplyOn: 'PublishedVersions' },
    LoggingConfig: { LogFormat: 'JSON' },
  }
}

function intrinsics(): Properties {
  return {
    Timeout: { Ref: 'Seconds' },
    MemorySize: { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Memory'] },
    Environment: {
      Variables: {
        A: { 'Fn::If': ['IsProd', 'yes', { Ref: 'AWS::NoValue' }] },
        B: { 'Fn::Join': ['-', [{ Ref: 'Stage' }, { Ref: 'Table' }]] },
        C: { 'Fn::Sub': '${Stage}-${Table}' },
      },
    },
  }
}

function intrinsicsAround(stage = 'prod'): Around {
  return {
    parameters: { Stage: stage, Seconds: '10' },
    mappings: { Sizes: { prod: { Memory: 1024 }, test: { Memory: 256 } } },
    conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  }
}

const conditions = { HasLayer: { 'Fn::Equals': ['yes', 'yes'] }, Unknown: { 'Fn::Equals': [{ Ref: 'Topic' }, 'x'] } }

for (const [title, properties, before, after] of [
  ['a literal timeout', { Timeout: 11 }, {}, {}],
  ['a parameter behind Timeout', { Timeout: { Ref: 'T' } }, { parameters: { T: '1' } }, { parameters: { T: '2' } }],
  ...['Join', 'Sub'].map(name => [
    `a parameter within an Fn::${name} that is known only in part`,
    {
      Environment: {
        Variables: {
          URL: name === 'Join' ? { 'Fn::Join': ['/', [{ Ref: 'P' }, { Ref: 'T' }]] } : { 'Fn::Sub': '${P}/${T}' },
        },
      },
    },
    { parameters: { P: 'a' } },
    { parameters: { P: 'b' } },
  ]),
  ['a condition', intrinsics(), intrinsicsAround('prod'), intrinsicsAround('test')],
  [
    'a mapping whose key is not known',
    { Timeout: { 'Fn::FindInMap': ['M', { Ref: 'Resource' }, 'Key'] } },
    { mappings: { M: { a: { Key: 1 } } } },
    { mappings: { M: { a: { Key: 2 } } } },
  ],
  [
    'a layer of the same template',
    { Layers: [{ Ref: 'Layer' }] },
    { resources: { Layer: layer } },
    { resources: { Layer: { ...layer, Properties: { ContentUri: 's3://bucket/layer-2' } } } },
  ],
  ...(
    [
      ['an Fn::If in the list', [{ 'Fn::If': ['HasLayer', { Ref: 'Layer' }, { Ref: 'AWS::NoValue' }] }]],
      ['an Fn::If whose condition is not known', [{ 'Fn::If': ['Unknown', { Ref: 'Layer' }, { Ref: 'Other' }] }]],
      ['an Fn::If around the list', { 'Fn::If': ['HasLayer', [{ Ref: 'Layer' }], []] }],
      ['an Fn::Sub', [{ 'Fn::Sub': '${Layer}' }]],
      ['an Fn::GetAtt', [{ 'Fn::GetAtt': ['Layer', 'LayerVersionArn'] }]],
      ['an Fn::GetAtt in its short form', [{ 'Fn::GetAtt': 'Layer.LayerVersionArn' }]],
    ] as const
  ).map(([how, layers]) => [
    `a layer of the same template behind ${how}`,
    { Layers: layers },
    { conditions, resources: { Layer: layer } },
    { conditions, resources: { Layer: { ...layer, Properties: { ContentUri: 's3://bucket/layer-2' } } } },
  ]),
  ['a property in Globals', {}, { globals: { MemorySize: 128 } }, { globals: { MemorySize: 256 } }],
] as [string, Properties, Around, Around][])
  publishing(`publishes for a change of ${title}`, () => {
    const [one, other] =
      before === after || JSON.stringify([before, after]) === '[{},{}]'
        ? [hash(), hash(properties)]
        : [hash(properties, before), hash(properties, after)]
    assert.match(String(one), /^[0-9a-f]{10}$/)
    assert.match(String(other), /^[0-9a-f]{10}$/)
    assert.is.not(one, other)
  })

const template = (parameter: object) => ({ definitions: { Secret: { Type: 'String', ...parameter } } })
const secret = { Environment: { Variables: { KEY: { Ref: 'Secret' }, URL: { 'Fn::Sub': 'https://${Secret}@db' } } } }
for (const [title, properties, before, after] of [
  ['Tags', {}, {}, { globals: { Tags: { Team: 'web' } } }],
  ['Description', {}, {}, { globals: { Description: 'A website' } }],
  ...[{ NoEcho: true }, { NoEcho: 'true' }, { Type: 'AWS::SSM::Parameter::Value<String>' }].map(parameter => [
    `the value of a parameter with ${JSON.stringify(parameter)}`,
    secret,
    { ...template(parameter), parameters: { Secret: 'a' } },
    { ...template(parameter), parameters: { Secret: 'b' } },
  ]),
  [
    'a setting',
    {},
    { metadata: { Path: '/a', TimeoutSeconds: 5 } },
    { metadata: { Path: '/b', Host: 'www.example.com', DeploymentType: 'Linear10PercentEvery1Minute' } },
  ],
  [
    'a layer that a condition takes away',
    { Layers: [{ 'Fn::If': ['HasLayer', { Ref: 'AWS::NoValue' }, { Ref: 'Layer' }] }] },
    { conditions, resources: { Layer: layer } },
    { conditions, resources: { Layer: { ...layer, Properties: { ContentUri: 's3://bucket/layer-2' } } } },
  ],
  [
    'a layer that the function does not use',
    {},
    { resources: { Layer: layer } },
    { resources: { Layer: { ...layer, Properties: { ContentUri: 's3://bucket/layer-2' } } } },
  ],
] as [string, Properties, Around, Around][])
  publishing(`publishes nothing for a change of ${title}`, () => {
    assert.match(String(hash(properties, before)), /^[0-9a-f]{10}$/)
    assert.is(hash(properties, before), hash(properties, after))
  })

for (const [title, one, other, around] of [
  ['a number and its text', { Timeout: 10 }, { Timeout: '10' }, {}],
  [
    'a value and a Ref to a parameter of that value',
    { Timeout: 10 },
    { Timeout: { Ref: 'T' } },
    { parameters: { T: '10' } },
  ],
  [
    'a text and an Fn::Sub of it',
    { Handler: 'prod.handler' },
    { Handler: { 'Fn::Sub': '${Stage}.handler' } },
    { parameters: { Stage: 'prod' } },
  ],
  [
    'the two forms of Fn::GetAtt',
    { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    { Role: { 'Fn::GetAtt': 'Role.Arn' } },
    {},
  ],
  [
    'the two forms of Fn::GetAtt of a nested stack',
    { Role: { 'Fn::GetAtt': ['Nested', 'Outputs.Role'] } },
    { Role: { 'Fn::GetAtt': 'Nested.Outputs.Role' } },
    {},
  ],
  ['a property that is not there and one that is AWS::NoValue', {}, { MemorySize: { Ref: 'AWS::NoValue' } }, {}],
  [
    'a property that is not there and one that a condition takes away',
    {},
    { MemorySize: { 'Fn::If': ['HasLayer', { Ref: 'AWS::NoValue' }, 512] } },
    { conditions },
  ],
  [
    'an entry that is not there and one that is AWS::NoValue',
    { VpcConfig: { SubnetIds: [] } },
    { VpcConfig: { SubnetIds: [], SecurityGroupIds: { Ref: 'AWS::NoValue' } } },
    {},
  ],
  [
    'another order of keys',
    { Environment: { Variables: { A: '1', B: '2' } } },
    { Environment: { Variables: { B: '2', A: '1' } } },
    {},
  ],
] as [string, Properties, Properties, Around][])
  publishing(`takes for the same ${title}`, () => {
    assert.match(String(hash(one, around)), /^[0-9a-f]{10}$/)
    assert.is(hash(one, around), hash(other, around))
  })

publishing('is the same for a function and for one whose Globals say it', () => {
  const { Timeout, ...rest } = site
  const { added } = transformed(rest, { ...asInstalled, globals: { Timeout } })
  assert.is(added?.AutoPublishCodeSha256, hash())
})

// What UpdateFunctionCode and UpdateFunctionConfiguration take, by SAM's names: a list of its own, so that a property that
// gets lost in the code is noticed. DurableConfig is missing, because a durable function is left alone.
const locked = [
  'CodeUri ImageUri InlineCode PackageType SourceKMSKeyArn Handler Runtime Architectures MemorySize Timeout',
  'Environment Layers VpcConfig Role DeadLetterQueue Tracing KmsKeyArn FileSystemConfigs ImageConfig',
  'EphemeralStorage SnapStart LoggingConfig CapacityProviderConfig',
].flatMap(line => line.split(' '))

for (const property of locked)
  publishing(`publishes for ${property}`, () => {
    assert.is.not(hash({ [property]: 'one' }), hash({ [property]: 'other' }))
  })

publishing('counts what the documentation lists, and nothing else', () => {
  assert.equal([...versionProperties].sort(), [...locked, 'DurableConfig'].sort())
  const page = readFileSync(new URL('../../docs/publishing.md', import.meta.url), 'utf8')
  const rows = page.match(/(?<=^\|---\|---\|\n)(\|.*\n)+/m)?.[0] ?? ''
  const listed = rows
    .split('\n')
    .flatMap(row => Array.from(row.split(' | ')[0]?.matchAll(/`(\w+)`/g) ?? [], ([, name]) => name))
  assert.equal(listed.sort(), [...versionProperties].sort())
})

publishing('sees a change of each property that a version holds', () => {
  const scalar = fc.oneof(fc.string({ minLength: 1 }), fc.integer())
  fc.assert(
    fc.property(fc.constantFrom(...locked), fc.boolean(), scalar, scalar, (property, nested, one, other) => {
      fc.pre(String(one) !== String(other))
      const hashes = [one, other].map(value => hash({ [property]: nested ? { Key: [value] } : value }))
      assert.is.not(hashes[0], hashes[1], property)
    }),
  )
})

publishing('does not see a change of any other property', () => {
  const others = ['Tags', 'Policies', 'ReservedConcurrentExecutions', 'CodeSigningConfigArn', 'RuntimeManagementConfig']
  fc.assert(
    fc.property(
      fc.constantFrom(...others),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string()),
      (property, value) => {
        assert.is(hash({ [property]: value }), hash())
      },
    ),
  )
})

publishing('publishes nothing for a change of Events', () => {
  const nightly = { Type: 'Schedule', Properties: { Schedule: 'rate(1 day)' } }
  assert.is(hash({ Events: { Page: api('any', '/{proxy+}'), Nightly: nightly } }), hash())
})

for (const [title, properties, around] of [
  ['PublishOn is Code on the function', {}, { metadata: { PublishOn: 'Code' } }],
  ['PublishOn is Code in the Transform', {}, { params: { PublishOn: 'Code' } }],
  ['PublishOn is Code in the installed stack', {}, { environment: { HEALTHCHECK_PUBLISH_ON: 'Code' } }],
  ['the function has an alias of its own', { AutoPublishAlias: 'prod' }, {}],
  ['Globals have an alias', {}, { globals: { AutoPublishAlias: 'prod' } }],
  ['the function has a hash of its own', { AutoPublishCodeSha256: 'abc' }, {}],
  ['AutoPublishAliasAllProperties is set', { AutoPublishAliasAllProperties: false }, {}],
  ['the Description leaves no room', { Description: 'x'.repeat(246) }, {}],
  ['the Description is not known', { Description: { Ref: 'Unknown' } }, {}],
] as [string, Properties, Around][])
  publishing(`leaves the rule to SAM where ${title}`, () => {
    assert.is(hash(properties, around), properties.AutoPublishCodeSha256 && undefined)
  })

for (const [title, properties] of [
  ['where the macro adds the alias', {}],
  ['where the function has one', { AutoPublishAlias: 'live' }],
  ['by a mapping', { AutoPublishAliasAllProperties: { 'Fn::FindInMap': ['M', 'a', 'b'] } }],
] as [string, Properties][])
  publishing(`takes the place of AutoPublishAliasAllProperties, ${title}`, () => {
    const all = { AutoPublishAliasAllProperties: true, ...properties }
    const around = { mappings: { M: { a: { b: true } } } }
    assert.match(String(hash(all, around)), /^[0-9a-f]{10}$/)
    assert.is(hash({ ...all, Tags: { team: 'web' } }, around), hash(all, around))
  })

publishing('leaves AutoPublishAliasAllProperties alone where it has no room, or a hash of its own', () => {
  const all = { AutoPublishAliasAllProperties: true }
  assert.is(
    transformed({ ...website, ...all }, { ...asInstalled, metadata: { PublishOn: 'Code' } }).reason,
    'AllProperties.PublishesOnTags',
  )
  assert.is(hash({ ...all, AutoPublishCodeSha256: 'abc' }), undefined)
})

publishing('fits into a Description of 245 characters, and into one from a parameter', () => {
  assert.match(String(hash({ Description: 'x'.repeat(245) })), /^[0-9a-f]{10}$/)
  assert.match(String(hash({ Description: { Ref: 'P' } }, { parameters: { P: 'x' } })), /^[0-9a-f]{10}$/)
})

publishing('applies to an alias of the template where the function asks for it', () => {
  const around = { metadata: { PublishOn: 'Change' } }
  assert.match(String(hash({ AutoPublishAlias: 'prod' }, around)), /^[0-9a-f]{10}$/)
})

publishing('is refused where the function asks for it and the Description leaves no room', () => {
  assert.is(
    hash({ Description: 'x'.repeat(246) }, { metadata: { PublishOn: 'Change' } }),
    'Site.Description is not a text of at most 245 characters, and PublishOn: Change needs room in it for a hash; expected a shorter Description, or PublishOn: Code.',
  )
})

publishing.run()
