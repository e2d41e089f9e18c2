import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { variablesOf } from '../../../../cli/rehearse/version/variables.ts'
import { knownOf } from '../../../../sam/known.ts'
import { inline, runRehearse, site, template } from '../run-rehearse.ts'

const declared = {
  Parameters: { Stage: { Type: 'String' }, Subnets: { Type: 'CommaDelimitedList' }, Need: { Type: 'String' } },
  Mappings: { Sizes: { prod: { Memory: 512 } } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, IsBig: { 'Fn::Equals': [{ Ref: 'Need' }, 'x'] } },
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table' },
    Queue: { Type: 'AWS::SQS::Queue' },
    Topic: { Type: 'AWS::SNS::Topic' },
    Bucket: { Type: 'AWS::S3::Bucket' },
    Database: { Type: 'AWS::RDS::DBInstance' },
    Api: { Type: 'AWS::Serverless::Api' },
    Site: { Type: 'AWS::Serverless::Function' },
  },
}
const parameters = { Stage: 'prod', Subnets: ['a', 'b'] }
const known = knownOf(declared, { parameters, region: 'eu-west-1', accountId: '123456789012' })
const of = (written: unknown) => variablesOf({ Variables: { NAME: written } }, declared, known)

const certain = suite('a variable that is known')

for (const [written, text] of [
  ['x', 'x'],
  [5, '5'],
  [true, 'true'],
  [{ Ref: 'Stage' }, 'prod'],
  [{ Ref: 'Subnets' }, 'a,b'],
  [{ 'Fn::Sub': 'x-${Stage}-${!Keep}' }, 'x-prod-${Keep}'],
  [{ 'Fn::Sub': ['${a}', { a: { Ref: 'Stage' } }] }, 'prod'],
  [{ 'Fn::Join': ['-', [{ Ref: 'Stage' }, { Ref: 'AWS::Region' }]] }, 'prod-eu-west-1'],
  [{ 'Fn::If': ['IsProd', 'yes', { Ref: 'Table' }] }, 'yes'],
  [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Memory'] }, '512'],
  [
    { 'Fn::Sub': 'arn:${AWS::Partition}:a:${AWS::AccountId}.${AWS::URLSuffix}' },
    'arn:aws:a:123456789012.amazonaws.com',
  ],
] as const)
  certain(`${JSON.stringify(written)} is ${text}`, () => {
    const { values, standIns } = of(written)
    assert.equal([values.NAME, standIns], [text, []])
  })

certain('that is AWS::NoValue is not set', () => {
  assert.equal(of({ Ref: 'AWS::NoValue' }), { values: {}, standIns: [], parameters: [] })
})

certain.run()

const standIn = suite('a variable that only a deployment knows')

for (const [written, text] of [
  [{ Ref: 'Table' }, 'Table'],
  [{ Ref: 'Bucket' }, 'bucket'],
  [{ Ref: 'Queue' }, 'https://queue.rehearsal.invalid/Queue'],
  [{ Ref: 'Topic' }, 'arn:aws:sns:eu-west-1:123456789012:Topic'],
  [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:eu-west-1:123456789012:table/Table'],
  [{ 'Fn::GetAtt': 'Bucket.Arn' }, 'arn:aws:s3:::bucket'],
  [{ 'Fn::GetAtt': ['Site', 'Arn'] }, 'arn:aws:lambda:eu-west-1:123456789012:function:Site'],
  [{ 'Fn::GetAtt': ['Queue', 'QueueName'] }, 'Queue'],
  [{ 'Fn::GetAtt': ['Database', 'Endpoint.Address'] }, 'database.rehearsal.invalid'],
  [{ 'Fn::GetAtt': ['Database', 'Endpoint.Port'] }, '65535'],
  [{ 'Fn::Sub': '${Stage}/${Table}' }, 'prod/Table'],
  [{ 'Fn::Sub': '${Table.Arn}/index/*' }, 'arn:aws:dynamodb:eu-west-1:123456789012:table/Table/index/*'],
  [
    { 'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/' },
    'https://Api.execute-api.eu-west-1.amazonaws.com/',
  ],
  [{ 'Fn::Join': [',', [{ Ref: 'Table' }, { Ref: 'Stage' }]] }, 'Table,prod'],
  [{ 'Fn::If': ['IsProd', { Ref: 'Table' }, 'no'] }, 'Table'],
  [{ 'Fn::If': ['IsBig', { Ref: 'Table' }, 'no'] }, 'Table'],
  [{ 'Fn::Select': [0, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] }, 'arn'],
  [{ 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-vpc' } }, 'prod-vpc'],
  [{ Ref: 'AWS::StackName' }, 'rehearsal'],
  [{ 'Fn::Transform': { Name: 'AWS::Include' } }, undefined],
  ['{{resolve:ssm:/a}}', '{{resolve:ssm:/a}}'],
] as const)
  standIn(`${JSON.stringify(written)} is ${text ?? 'not set'}`, () => {
    const { values, standIns } = of(written)
    assert.equal([values.NAME, standIns], [text, ['NAME']])
  })

for (const written of [{ Ref: 'Need' }, { 'Fn::Sub': 'x-${Stage}-${Need}' }])
  standIn(`${JSON.stringify(written)} names the parameter that has no value`, () => {
    assert.equal(of(written).parameters, ['Need'])
  })

standIn.run()

const environment = suite('the environment of a function')

const showing = `Environment: { Variables: { TABLE: !Ref Table, STAGE: dev } }
      ${inline('exports.handler = async () => ({ statusCode: 200, body: [process.env.TABLE, process.env.STAGE, process.env.OTHER].join() })')}`

environment('has stand-ins, which are reported once and without values', async () => {
  const { out, err } = await runRehearse({ 'template.yaml': template(site(showing), site(showing, 'Shop')) })
  assert.match(out, /200 Table,dev,/)
  assert.is(err, 'Known only after deployment, so a stand-in here: TABLE. Set values with --env-vars.\n')
})

environment('names the parameter that has no value', async () => {
  const text = template(site(showing)).replace('Resources:', 'Parameters: { Table: { Type: String } }\nResources:')
  const { err } = await runRehearse({ 'template.yaml': text })
  assert.match(
    err,
    /Warning: template\.yaml:2:\d+ Parameters\.Table has no value, and Environment needs it; set it with --parameter-overrides Table=VALUE\./,
  )
})

for (const [title, file, text] of [
  ['for one function', { Site: { TABLE: 'mine' } }, '200 mine,dev,'],
  ['for all functions', { Parameters: { TABLE: 'mine', STAGE: 5 } }, '200 mine,5,'],
  ['for all, and for one that counts more', { Parameters: { TABLE: 'all' }, Site: { TABLE: 'mine' } }, '200 mine,dev,'],
] as const)
  environment(`has the values of --env-vars ${title}`, async () => {
    const files = { 'template.yaml': template(site(showing)), 'env.json': JSON.stringify(file) }
    const { out, err } = await runRehearse(files, ['--env-vars', 'env.json'])
    assert.ok(out.includes(text), out)
    assert.is(err, '')
  })

for (const [title, file, warning] of [
  [
    'a variable',
    { Site: { TABEL: 'secret' } },
    'env.json Site.TABEL is not in Environment.Variables; did you mean TABLE?',
  ],
  [
    'a shared variable',
    { Parameters: { TABEL: 'secret' } },
    'env.json Parameters.TABEL is not in Environment.Variables; did you',
  ],
  ['a function', { Sit: { TABLE: 'secret' } }, 'env.json Sit is not a function of the template; did you mean Site?'],
] as const)
  environment(`says which name of --env-vars is not ${title}, and sets nothing`, async () => {
    const files = { 'template.yaml': template(site(showing)), 'env.json': JSON.stringify(file) }
    const { out, err } = await runRehearse(files, ['--env-vars', 'env.json'])
    assert.ok(out.includes('200 Table,dev,'), out)
    assert.ok(err.includes(`Warning: ${warning}`), err)
    assert.not.match(err, /secret/)
  })

for (const [title, text, sentence] of [
  ['is not JSON', 'secret', 'env.json is not a map in JSON; expected '],
  ['is a list', '["secret"]', 'env.json is not a map in JSON; expected '],
  ['has a text for a function', '{"Site": "secret"}', 'env.json Site is not a map; expected {"NAME": "value"}.'],
  ['has a map for a variable', '{"Site": {"A": {"secret": 1}}}', 'env.json Site.A is not a string; expected one.'],
] as const)
  environment(`exits 2 for a file of --env-vars that ${title}`, async () => {
    const files = { 'template.yaml': template(site(showing)), 'env.json': text }
    const { code, err } = await runRehearse(files, ['--env-vars', 'env.json'])
    assert.is(code, 2)
    assert.ok(err.includes(sentence), err)
    assert.not.match(err, /secret/)
  })

environment('exits 2 for a file of --env-vars that does not exist', async () => {
  const { code, err } = await runRehearse({ 'template.yaml': template(site(showing)) }, ['--env-vars', 'no.json'])
  assert.is(code, 2)
  assert.match(err, /no\.json does not exist/)
})

environment.run()
