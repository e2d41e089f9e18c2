import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appSpecOf } from '../helpers/aws-account.ts'
import { runHook } from '../helpers/hook-run.ts'

const check = suite('createCheck')

check('reports Succeeded when the new version answers 200, after five calls', async () => {
  const { reported, calls, lines, log } = await runHook()
  assert.equal(reported, ['Succeeded'])
  assert.equal(
    calls.map(({ operation }) => operation),
    ['GetDeployment', 'GetApplicationRevision', 'ListTags', 'Invoke', 'PutLifecycleEventHookExecutionStatus'],
  )
  assert.match(lines[0] ?? '', /^Succeeded Site:12 GET \/healthcheck -> 200 in \d+ ms$/)
  assert.ok(log.every(({ level }) => level === 'info'))
})

check('asks the new version, by its number, and reads the tags from the unqualified ARN', async () => {
  const { calls } = await runHook()
  const [tags, invoke] = calls.slice(2)
  assert.is(tags?.input.Resource, 'arn:aws:lambda:eu-west-1:123456789012:function:Site')
  assert.equal([invoke?.input.FunctionName, invoke?.input.Qualifier, invoke?.input.LogType], ['Site', '12', 'Tail'])
})

check('asks for the deployment of the event', async () => {
  const { calls } = await runHook()
  assert.equal(calls[0]?.input, { deploymentId: 'd-ABCDEF123' })
})

check('passes the revision of GetDeployment on unchanged', async () => {
  const { calls } = await runHook()
  assert.equal(calls[1]?.input, {
    applicationName: 'site-ServerlessDeploymentApplication-1A2B3C',
    revision: { revisionType: 'String', string: { sha256: 'a'.repeat(64) } },
  })
})

check('tells CodeDeploy which run of which deployment the verdict is for', async () => {
  const { calls } = await runHook()
  assert.equal(calls.at(-1)?.input, {
    deploymentId: 'd-ABCDEF123',
    lifecycleEventHookExecutionId: 'eyJlbmNyeXB0ZWREYXRhIjoiIn0=',
    status: 'Succeeded',
  })
})

check('ends the log of a failure, and no other, with the command that prints all of it', async () => {
  const broken = { Site: () => ({ statusCode: 502 }) }
  const { progress } = await runHook({ functions: broken })
  assert.match(
    progress.at(-1)?.message ?? '',
    /^All about d-ABCDEF123: aws logs filter-log-events .*\{ \$\.deploymentId = "d-ABCDEF123" \}/,
  )
  assert.equal(progress.at(-1)?.details, { event: 'Finished', deploymentId: 'd-ABCDEF123' })
  const { progress: ofTwo } = await runHook({ functions: { Shop: () => ({ statusCode: 200 }), ...broken } })
  assert.match(ofTwo.at(-1)?.message ?? '', /^All about d-ABCDEF123: /)
  assert.not.match(JSON.stringify((await runHook()).progress), 'filter-log-events')
})

for (const [where, revision] of [
  ['string', { revisionType: 'String', string: { content: appSpecOf(['Site']), sha256: 'a' } }],
  ['appSpecContent', { revisionType: 'AppSpecContent', appSpecContent: { content: appSpecOf(['Site']), sha256: 'a' } }],
  [
    'appSpecContent under the type String',
    { revisionType: 'String', appSpecContent: { content: appSpecOf(['Site']) } },
  ],
] as const) {
  check(`finds the AppSpec under ${where} of GetApplicationRevision`, async () => {
    const { reported } = await runHook({ revision })
    assert.equal(reported, ['Succeeded'])
  })

  check(`finds the AppSpec under ${where} of GetDeployment, and makes one call less`, async () => {
    const { reported, calls } = await runHook({ deployment: { revision } })
    assert.equal(reported, ['Succeeded'])
    assert.is(calls.length, 4)
  })
}

check('reports Failed when the new version answers 500, and says so in the first line', async () => {
  const { reported, lines } = await runHook({ functions: { Site: () => ({ statusCode: 500, body: '' }) } })
  assert.equal(reported, ['Failed'])
  assert.match(lines[0] ?? '', /^Failed Healthcheck\.ResponseCodeMismatch Site:12 GET \/healthcheck -> 500 in \d+ ms$/)
})

check('reports Failed when one of several functions is unhealthy, with a line for each', async () => {
  const { reported, lines, metrics } = await runHook({
    functions: {
      Shop: () => ({ statusCode: 200 }),
      Blog: () => {
        throw new TypeError('no database')
      },
    },
  })
  assert.equal(reported, ['Failed'])
  const verdicts = lines.filter(line => /^(Succeeded|Failed) /.test(line))
  assert.match(verdicts[0] ?? '', /^Succeeded Shop:12 /)
  assert.match(
    verdicts[1] ?? '',
    /^Failed Healthcheck\.FunctionError Blog:12 GET \/healthcheck -> TypeError in \d+ ms$/,
  )
  assert.equal(
    metrics.map(({ functionName, healthy, unhealthy }) => [functionName, healthy, unhealthy]),
    [
      ['Shop', true, false],
      ['Blog', false, true],
    ],
  )
})

check('asks what the tags of the function say', async () => {
  const paths: unknown[] = []
  const { reported } = await runHook({
    tags: { 'websitehealthcheck:Path': '/status=3Fdeep=1', 'websitehealthcheck:EventType': 'HttpApi', team: 'web' },
    functions: {
      Site: ({ rawPath, rawQueryString }: Record<string, unknown>) => void paths.push([rawPath, rawQueryString]),
    },
  })
  assert.equal(paths, [['/status', 'deep=1']])
  assert.equal(reported, ['Succeeded'])
})

check("asks what the installed stack's environment says where the function has no tags", async () => {
  const { lines } = await runHook({ environment: { HEALTHCHECK_PATH: '/up', HEALTHCHECK_MATCHER: '' } })
  assert.match(lines[0] ?? '', /^Succeeded Site:12 GET \/up -> 200 /)
})

check("uses the built-in default, and says so, where the installed stack's environment is wrong", async () => {
  const { reported, lines } = await runHook({ environment: { HEALTHCHECK_TIMEOUT_SECONDS: '0' } })
  assert.equal(reported, ['Succeeded'])
  assert.ok(lines.includes("The installed stack's TimeoutSeconds is 0; expected 1 to 300. The default is used."))
})

for (const [title, options, sentence] of [
  [
    'of another compute platform',
    { deployment: { computePlatform: 'ECS' } },
    "The deployment's compute platform is ECS; expected Lambda.",
  ],
  [
    'without an AppSpec',
    { revision: { revisionType: 'S3', s3Location: { bucket: 'b', key: 'k' } } },
    'The revision of the deployment has no AppSpec content.',
  ],
  [
    'with an empty AppSpec',
    { revision: { revisionType: 'String', string: { content: '' } } },
    'The revision of the deployment has no AppSpec content.',
  ],
  ['whose AppSpec names nothing', { content: '{"Resources":[]}' }, /^AppSpec\.Resources is \[\]; expected a list/],
  [
    'for a hook without an ARN',
    { hookArn: '' },
    /^The Lambda function's own ARN is ""; expected the ARN of a function\.$/,
  ],
  [
    'of a function with an impossible name',
    { content: appSpecOf(['my site']) },
    `AppSpec Name is "my site"; expected the name or ARN of a function.`,
  ],
] as const)
  check(`fails a deployment ${title}, and says so`, async () => {
    const { reported, lines } = await runHook(options)
    assert.equal(reported, ['Failed'])
    assert.is(lines[0], 'Failed Hook.InvalidDeployment d-ABCDEF123')
    if (typeof sentence === 'string') assert.is(lines[1], sentence)
    else assert.match(lines[1] ?? '', sentence)
  })

check('takes a deployment that says nothing of its compute platform for one of Lambda', async () => {
  const { reported } = await runHook({ deployment: { computePlatform: undefined } })
  assert.equal(reported, ['Succeeded'])
})

check('fails a deployment that GetDeployment says nothing of', async () => {
  const { reported, lines } = await runHook({ faults: { GetDeployment: () => ({ body: '{}' }) }, revision: {} })
  assert.equal([reported, lines[0]], [['Failed'], 'Failed Hook.InvalidDeployment d-ABCDEF123'])
  assert.is(lines[1], 'The revision of the deployment has no AppSpec content.')
})

check('fails a deployment whose revision GetApplicationRevision says nothing of', async () => {
  const { reported, lines } = await runHook({ faults: { GetApplicationRevision: () => ({ body: '{}' }) } })
  assert.equal(reported, ['Failed'])
  assert.is(lines[1], 'The revision of the deployment has no AppSpec content.')
})

for (const [name, event, sentence] of [
  ['null', null, 'The event is null; expected a map.'],
  ['a string', 'deploy!', 'The event is "deploy!"; expected a map.'],
  ['an empty map', {}, 'The event.DeploymentId is missing. The event.LifecycleEventHookExecutionId is missing.'],
  [
    'a map with a number for an ID',
    { DeploymentId: 1, LifecycleEventHookExecutionId: 'e' },
    'The event.DeploymentId is 1; expected a deployment ID such as d-IHWDEND8F.',
  ],
] as const)
  check(`logs what is wrong with an event that is ${name}, reports nothing and does not throw`, async () => {
    const { lines, calls, thrown } = await runHook({ event })
    assert.is(lines[0], 'Failed Hook.InvalidDeployment unknown deployment')
    assert.is(lines[1], sentence)
    assert.equal([calls, thrown], [[], undefined])
  })

check.run()
