import {
  CreateFunctionCommand,
  LambdaClient,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appSpecOf } from '../helpers/aws-account.ts'
import { type Ministack, startMinistack } from '../helpers/aws-ministack.ts'
import { runHook } from '../helpers/hook-run.ts'
import { pythonWith } from '../helpers/python.ts'

// A Lambda service that was not made for this hook: create, tag, publish twice, and deploy from version 1 to 2.

const site = suite('on ministack')
const python = pythonWith('ministack')
const test = python ? site : site.skip

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const hookArn = 'arn:aws:lambda:us-east-1:000000000000:function:CodeDeployHook_LambdaWebsite'
const working = `exports.handler = async event => ({ statusCode: 200, body: 'you asked ' + (event.rawPath ?? event.path) })`
const releases = {
  Healthy: working,
  Broken: `exports.handler = async () => ({ statusCode: 500, body: 'sorry' })`,
  Throwing: `exports.handler = async () => { console.log('on my way'); throw new TypeError('no database') }`,
}

let ministack: Ministack | undefined

/** Creates a function whose version 1 works, and publishes version 2. */
const release = async ({ url, zip }: Ministack, name: string, source: string) => {
  const lambda = new LambdaClient({ endpoint: url, region: 'us-east-1', credentials })
  const created = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Role: 'arn:aws:iam::000000000000:role/site',
      Handler: 'index.handler',
      Code: { ZipFile: await zip('index.js', working) },
      Publish: true,
    }),
  )
  await lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zip('index.js', source), Publish: true }),
  )
  return { lambda, arn: String(created.FunctionArn) }
}

const tag = ({ lambda, arn }: { lambda: LambdaClient; arn: string }, tags: Record<string, string>) =>
  lambda.send(
    new TagResourceCommand({
      Resource: arn.replace(/:\d+$/, ''),
      Tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [`websitehealthcheck:${name}`, value])),
    }),
  )

const deploy = (name: string, to = '2') =>
  runHook({
    content: appSpecOf([name], { from: '1', to }),
    hookArn,
    environment: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_LAMBDA: ministack?.url ?? '',
    },
  })

site.before(async () => {
  if (!python) return
  ministack = await startMinistack(python)
  for (const [name, source] of Object.entries(releases)) {
    const published = await release(ministack, name, source)
    if (name === 'Healthy')
      await tag(published, { Path: '/up=3Fdeep=1', EventType: 'HttpApi', SearchString: 'you asked /up' })
    if (name === 'Broken') await tag(published, { TimeoutSeconds: 'soon' })
    if (name === 'Throwing') await tag(published, { Path: 'nowhere' })
  }
})
site.after(() => ministack?.stop())

test('a healthy version is asked what its tags say, and reported Succeeded', async () => {
  const { reported, lines } = await deploy('Healthy')
  assert.equal(reported, ['Succeeded'], lines.join('\n'))
  assert.match(lines[0] ?? '', /^Succeeded Healthy:2 GET \/up -> 200 /)
})

test('a broken version is reported Failed, and the version before it is known to be well', async () => {
  const { reported, lines } = await deploy('Broken')
  assert.equal(reported, ['Failed'])
  assert.match(lines[0] ?? '', /^Failed Healthcheck\.ResponseCodeMismatch Broken:2 GET \/healthcheck -> 500 /)
  assert.match(lines[1] ?? '', /The live version 1 answers 200 to the same request, so this release is the cause\.$/)
})

test('a wrong tag is named, and its default used', async () => {
  const { lines } = await deploy('Broken')
  assert.ok(
    lines.includes('Broken.Tags.TimeoutSeconds is soon; expected 1 to 300. The default is used.'),
    lines.join('\n'),
  )
})

test('a wrong path is not asked for', async () => {
  const { reported, lines } = await deploy('Throwing')
  assert.equal(reported, ['Failed'])
  assert.is(lines[0], 'Failed Hook.InvalidDeployment Throwing:2')
})

test('a version that throws is reported with what it threw', async () => {
  assert.ok(ministack)
  const published = await release(ministack, 'Crashing', releases.Throwing)
  await tag(published, { Path: '/up' })
  const { reported, lines } = await deploy('Crashing')
  assert.equal(reported, ['Failed'])
  assert.match(lines[0] ?? '', /^Failed Healthcheck\.FunctionError Crashing:2 GET \/up -> [\w.]*Error /)
  assert.match(lines[1] ?? '', /no database\. The live version 1 answers 200/)
})

test('a version that does not exist fails at once', async () => {
  const { reported, lines } = await deploy('Healthy', '7')
  assert.equal(reported, ['Failed'])
  assert.match(lines[0] ?? '', /^Failed Hook\.CouldNotAsk Healthy:7 .* -> ResourceNotFoundException /)
})

test('a function that does not exist fails at once', async () => {
  const { reported, lines } = await deploy('Nobody')
  assert.equal(reported, ['Failed'])
  assert.match(lines[1] ?? '', /^Lambda\.ListTags failed: ResourceNotFoundException: /)
})

site.run()
