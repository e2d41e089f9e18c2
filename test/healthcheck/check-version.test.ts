import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { failure } from '../../cli/rehearse/aws/endpoint.ts'
import { checkVersion } from '../../healthcheck/check-version.ts'
import { sentenceOf as verdictSentence } from '../../healthcheck/sentence.ts'
import { reasonOf } from '../../healthcheck/verdict.ts'
import { appSpecOf, type Handler } from '../helpers/aws-account.ts'
import { createClock, silence } from '../helpers/hook-clock.ts'
import { createTestWorld, type LogRecord, runHook } from '../helpers/hook-run.ts'

const broken: Handler = () => ({ statusCode: 500, body: 'no database' })
const hangs: Handler = (_, { clock, closed }) => silence(clock, closed)
const sentenceOf = (lines: string[]) => lines[1] ?? ''

const rollback = suite('a rollback')

for (const [title, options] of [
  ['whose target version is below the current one', { content: appSpecOf(['Site'], { from: '12', to: '9' }) }],
  ['that CodeDeploy began', { deployment: { creator: 'codeDeployRollback' } }],
  ['that CloudFormation began', { deployment: { creator: 'CloudFormationRollback' } }],
] as const) {
  rollback(`${title} is never blocked, and the log says what was found`, async () => {
    const { reported, lines, log } = await runHook({ ...options, functions: { Site: broken } })
    assert.equal(reported, ['Succeeded'])
    assert.match(
      lines[0] ?? '',
      /^Succeeded Healthcheck\.ResponseCodeMismatch Site:\d+ GET \/healthcheck -> 500 in 0 ms \(a rollback is never blocked\)$/,
    )
    assert.is(log[0]?.level, 'warn')
  })

  rollback(`${title} is not blocked by a function that hangs either, and not held up for long`, async () => {
    const tags = { 'websitehealthcheck:TimeoutSeconds': '300' }
    const { reported, tookMs } = await runHook({ ...options, tags, functions: { Site: hangs }, remainingMs: 900_000 })
    assert.equal([reported, tookMs], [['Succeeded'], 60_000])
  })

  rollback(`${title} is not blocked when its tags cannot be read`, async () => {
    const fault = () => failure(403, 'AccessDeniedException', 'Not authorized.')
    const { reported } = await runHook({ ...options, faults: { ListTags: fault } })
    assert.equal(reported, ['Succeeded'])
  })

  rollback(`${title} is not blocked by Mode: Enforce`, async () => {
    const tags = { 'websitehealthcheck:Mode': 'Enforce' }
    const { reported } = await runHook({ ...options, tags, functions: { Site: broken } })
    assert.equal(reported, ['Succeeded'])
  })
}

rollback('that is known as one is not blocked by an AppSpec that cannot be read', async () => {
  const { reported } = await runHook({ deployment: { creator: 'codeDeployRollback' }, content: '[]' })
  assert.equal(reported, ['Succeeded'])
})

for (const [from, to] of [
  ['9', '12'],
  ['12', '12'],
  ['$LATEST', '3'],
  ['12', 'three'],
] as const)
  rollback(`is not what a deployment from ${from} to ${to} is`, async () => {
    const { reported } = await runHook({ content: appSpecOf(['Site'], { from, to }), functions: { Site: broken } })
    assert.equal(reported, ['Failed'])
  })

rollback('with Mode: Warn names one of the two', async () => {
  const tags = { 'websitehealthcheck:Mode': 'Warn' }
  const { reported, lines } = await runHook({
    content: appSpecOf(['Site'], { from: '12', to: '9' }),
    tags,
    functions: { Site: broken },
  })
  assert.equal(reported, ['Succeeded'])
  assert.match(lines[0] ?? '', / \(Mode is Warn\)$/)
})

rollback.run()

const mistakes = suite('checkVersion')

const target = {
  functionName: 'Site',
  invokeName: 'Site',
  arn: 'arn:aws:lambda:eu-west-1:123456789012:function:Site',
  accountId: '123456789012',
  region: 'eu-west-1',
  currentVersion: '11',
  targetVersion: '12',
}

mistakes('fails a function whose tags there is no time to read', async () => {
  const { world } = createTestWorld({}, createClock())
  const { verdict } = await checkVersion(world, { target }, { leftMs: () => 0, reportLeftMs: () => 5_000 })
  assert.equal(
    [reasonOf(verdict), verdictSentence(verdict)],
    ['Hook.DeadlineExceeded', 'There was no time left for Lambda.ListTags.'],
  )
})

mistakes("fails a function after a mistake of the hook's own, and does not throw", async () => {
  const { reported, lines, thrown } = await runHook({ world: { stackDefaults: undefined as never } })
  assert.equal([reported, thrown], [['Failed'], undefined])
  assert.is(lines[0], 'Failed Hook.CouldNotAsk Site:12')
})

mistakes.run()

const warn = suite('Mode: Warn')
const tags = { 'websitehealthcheck:Mode': 'Warn' }

warn('lets an unhealthy version through and says that it would have failed', async () => {
  const { reported, lines, log } = await runHook({ tags, functions: { Site: broken } })
  assert.equal(reported, ['Succeeded'])
  assert.is(
    lines[0],
    'Succeeded Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 500 in 0 ms (Mode is Warn)',
  )
  assert.match(sentenceOf(lines), / The deployment would have failed, but Mode is Warn\.$/)
  assert.is(log[1]?.details.waived, 'Mode is Warn')
})

warn('lets a version through that could not be probed', async () => {
  const fault = () => failure(404, 'ResourceNotFoundException', 'Function not found.')
  const { reported, lines } = await runHook({ tags, faults: { Invoke: fault } })
  assert.equal(reported, ['Succeeded'])
  assert.match(lines[0] ?? '', /^Succeeded Hook\.CouldNotAsk Site:12 .* \(Mode is Warn\)$/)
})

warn('lets a version through that must not be probed, and names every tag that is wrong', async () => {
  const wrong = { 'websitehealthcheck:Path': 'nowhere', 'websitehealthcheck:Method': 'PUT' }
  const { reported, lines } = await runHook({ tags: { ...tags, ...wrong } })
  assert.equal(reported, ['Succeeded'])
  assert.is(lines[0], 'Succeeded Hook.InvalidDeployment Site:12 (Mode is Warn)')
  assert.match(
    lines[1] ?? '',
    /ASCII characters\. Site\.Tags\.Method is PUT; expected GET, HEAD or POST\. Without Path/,
  )
  assert.is(lines.length, 2, 'no default takes the place of a wrong Path')
})

for (const operation of ['GetDeployment', 'GetApplicationRevision', 'ListTags', 'Invoke'] as const)
  warn(`of the installed stack lets a deployment through when ${operation} is denied`, async () => {
    const denied = () => failure(403, 'AccessDeniedException', 'Not authorized.')
    const { reported, lines } = await runHook({
      environment: { HEALTHCHECK_MODE: 'Warn' },
      faults: { [operation]: denied },
    })
    assert.equal(reported, ['Succeeded'])
    assert.match(lines[0] ?? '', /^Succeeded Hook\.CouldNotAsk .* \(Mode is Warn\)$/)
  })

warn('of the installed stack is not that of a function that says Enforce', async () => {
  const { reported } = await runHook({
    environment: { HEALTHCHECK_MODE: 'Warn' },
    tags: { 'websitehealthcheck:Mode': 'Enforce' },
    functions: { Site: broken },
  })
  assert.equal(reported, ['Failed'])
})

warn('says nothing of itself when the version is healthy', async () => {
  const { lines } = await runHook({ tags })
  assert.is(lines[0], 'Succeeded Site:12 GET /healthcheck -> 200 in 0 ms')
})

warn('of one function does not let another one through', async () => {
  const faults = {
    ListTags: ({ input }: { input: Record<string, unknown> }) => ({
      body: JSON.stringify({ Tags: String(input.Resource).endsWith('A') ? tags : {} }),
    }),
  }
  const { reported } = await runHook({ functions: { A: broken, B: broken }, faults })
  assert.equal(reported, ['Failed'])
})

warn('can be the default of the installed stack', async () => {
  const { reported } = await runHook({ environment: { HEALTHCHECK_MODE: 'Warn' }, functions: { Site: broken } })
  assert.equal(reported, ['Succeeded'])
})

warn.run()

const live = suite('the live version')

const oldIsFine: Handler = (_, { version }) => ({ statusCode: version === '11' ? 200 : 500, body: '' })
const liveVersionOf = (log: LogRecord[]) => log[1]?.details.liveVersion
const asked = (calls: { operation: string; input: Record<string, unknown> }[]) =>
  calls.filter(({ operation }) => operation === 'Invoke').map(({ input }) => input.Qualifier)

live('says that this release is the cause when the current version answers well', async () => {
  const { lines, log, calls } = await runHook({ functions: { Site: oldIsFine } })
  assert.equal(asked(calls), ['12', '11'])
  assert.match(
    sentenceOf(lines),
    / The live version 11 answers 200 to the same request, so this release is the cause\.$/,
  )
  assert.equal(liveVersionOf(log), { reason: undefined, statusCode: 200, durationMs: 0, error: undefined })
})

live('says to look elsewhere when the live version fails in the same way', async () => {
  const { lines, log } = await runHook({ functions: { Site: broken } })
  assert.match(
    sentenceOf(lines),
    / The live version 11 fails in the same way, so look beyond this release: at what the function depends on, or at the request\.$/,
  )
  assert.equal(liveVersionOf(log), {
    reason: 'Healthcheck.ResponseCodeMismatch',
    statusCode: 500,
    durationMs: 0,
    error: undefined,
  })
})

live('concludes nothing from what is not alike', async () => {
  const site: Handler = (_, { version }) => ({ statusCode: version === '11' ? 404 : 500 })
  const { lines } = await runHook({ functions: { Site: site } })
  assert.is(
    sentenceOf(lines),
    'The status code is 500; expected 200-399. The live version 11 fails the check too, but in another way, which does not show the cause: The status code is 404; expected 200-399.',
  )
})

live('is not probed for a healthy version', async () => {
  const { calls, log } = await runHook()
  assert.equal([asked(calls), liveVersionOf(log)], [['12'], undefined])
})

live('is not probed when the new version could not be probed', async () => {
  const fault = () => failure(404, 'ResourceNotFoundException', 'Function not found.')
  const { calls } = await runHook({ faults: { Invoke: fault } })
  assert.equal(asked(calls), ['12'])
})

live('is not probed when the version is the current one', async () => {
  const { calls } = await runHook({ content: appSpecOf(['Site'], { from: '12' }), functions: { Site: broken } })
  assert.equal(asked(calls), ['12'])
})

live('is not probed when there is no time', async () => {
  const { reported, calls } = await runHook({
    functions: { Site: hangs },
    remainingMs: 20_000,
    tags: { 'websitehealthcheck:TimeoutSeconds': '10' },
  })
  assert.equal([reported, asked(calls)], [['Failed'], ['12']])
})

live('changes nothing when it cannot be probed or hangs', async () => {
  const missing = ({ input }: { input: Record<string, unknown> }) =>
    input.Qualifier === '11' ? failure(404, 'ResourceNotFoundException', 'Function not found.') : undefined
  const without = await runHook({ functions: { Site: broken }, faults: { Invoke: missing } })
  assert.is(sentenceOf(without.lines), 'The status code is 500; expected 200-399.')
  const oldHangs: Handler = (event, call) => (call.version === '11' ? hangs(event, call) : broken(event, call))
  const hanging = await runHook({ functions: { Site: oldHangs } })
  assert.equal(hanging.reported, ['Failed'])
  assert.match(sentenceOf(hanging.lines), /The function did not answer within TimeoutSeconds \(29\)\.$/)
})

live.run()

const compared = suite('Mode: Compare')

const compares = { 'websitehealthcheck:Mode': 'Compare' }
const versions =
  (next: Handler, live: Handler): Handler =>
  (event, call) =>
    (call.version === '12' ? next : live)(event, call)
const answering =
  (statusCode: number): Handler =>
  () => ({ statusCode, body: '' })
const throwing =
  (name: string): Handler =>
  () => {
    throw Object.assign(new Error('no'), { name })
  }

for (const [title, site, expected] of [
  [
    'an answer that the live version gives too',
    answering(404),
    'Succeeded Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 404 in 0 ms (no worse than version 11)',
  ],
  [
    'an error that the live version has too',
    throwing('RouteError'),
    'Succeeded Healthcheck.FunctionError Site:12 GET /healthcheck -> RouteError in 0 ms (no worse than version 11, which fails too: set Path)',
  ],
  [
    'a worse answer',
    versions(answering(500), answering(404)),
    'Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 500 in 0 ms (worse than version 11)',
  ],
  [
    'another error',
    versions(throwing('KeyError'), throwing('RouteError')),
    'Failed Healthcheck.FunctionError Site:12 GET /healthcheck -> KeyError in 0 ms (worse than version 11)',
  ],
  [
    'a refused answer beside a healthy version',
    versions(answering(404), answering(200)),
    'Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 404 in 0 ms (worse than version 11)',
  ],
  ['a healthy answer', answering(200), 'Succeeded Site:12 GET /healthcheck -> 200 in 0 ms'],
] as const)
  compared(title, async () => {
    const { reported, lines, calls } = await runHook({ tags: compares, functions: { Site: site } })
    assert.is(lines[0], expected)
    assert.equal(reported, [expected.split(' ', 1).join()])
    assert.equal(asked(calls), expected.startsWith('Succeeded Site') ? ['12'] : ['12', '11'])
  })

compared('says what is unproven, and what to do', async () => {
  const { log } = await runHook({ tags: compares, functions: { Site: answering(404) } })
  const { outcome, unproven, whatToDo } = log[1]?.details ?? {}
  assert.equal([outcome, unproven], ['noWorse', 'no worse than version 11'])
  assert.match(String(whatToDo), /^Set Path .* or add a route GET \/healthcheck /)
  assert.equal(
    log.map(({ level }) => level),
    ['warn', 'warn'],
  )
})

compared('warns of an answer that the Matcher accepts and visitors may miss', async () => {
  const tags = { ...compares, 'websitehealthcheck:Matcher': '200-499' }
  const { reported, lines, log, metrics } = await runHook({
    tags,
    functions: { Site: versions(answering(404), answering(200)) },
  })
  assert.equal(reported, ['Succeeded'])
  assert.is(lines[0], 'Succeeded Site:12 GET /healthcheck -> 404 in 0 ms (version 11 answers 200)')
  assert.equal([log[0]?.level, log[1]?.details.outcome, log[1]?.details.unproven], ['warn', 'lost', undefined])
  assert.equal([metrics[0]?.healthy, metrics[0]?.unproven], [true, false])
  const alike = await runHook({ tags, functions: { Site: answering(404) } })
  assert.equal([alike.lines[0], alike.log[0]?.level], ['Succeeded Site:12 GET /healthcheck -> 404 in 0 ms', 'info'])
})

compared('without a live version lets any answer below 500 pass', async () => {
  const content = appSpecOf(['Site'], { from: '12' })
  const passes = await runHook({ tags: compares, content, functions: { Site: answering(404) } })
  assert.match(passes.lines[0] ?? '', /^Succeeded .* -> 404 in 0 ms \(there is no live version\)$/)
  for (const site of [answering(500), throwing('TypeError')]) {
    const fails = await runHook({ tags: compares, content, functions: { Site: site } })
    assert.match(fails.lines[0] ?? '', /^Failed .* \(there is no live version\)$/)
    assert.equal(fails.reported, ['Failed'])
  }
})

compared('probes the live version again only where the call did not get through', async () => {
  let refused = 0
  const busy = ({ input }: { input: Record<string, unknown> }) =>
    input.Qualifier === '11' && refused++ < 2 ? failure(429, 'TooManyRequestsException', 'Rate Exceeded.') : undefined
  const { lines, calls } = await runHook({
    tags: compares,
    functions: { Site: answering(404) },
    faults: { Invoke: busy },
  })
  assert.match(lines[0] ?? '', /\(no worse than version 11\)$/)
  assert.equal(asked(calls), ['12', '11', '11', '11'])
})

compared('treats a live version that cannot be probed as none', async () => {
  const missing = ({ input }: { input: Record<string, unknown> }) =>
    input.Qualifier === '11' ? failure(404, 'ResourceNotFoundException', 'Function not found.') : undefined
  const { reported, lines } = await runHook({
    tags: compares,
    functions: { Site: answering(404) },
    faults: { Invoke: missing },
  })
  assert.equal(reported, ['Succeeded'])
  assert.match(lines[0] ?? '', /\(version 11 could not be probed\)$/)
})

compared('counts the attempts of the new version alone', async () => {
  const tags = {
    ...compares,
    'websitehealthcheck:UnhealthyThresholdCount': '3',
    'websitehealthcheck:HealthyThresholdCount': '2',
  }
  const { calls, reported } = await runHook({ tags, functions: { Site: answering(404) } })
  assert.equal([asked(calls), reported], [['12', '12', '12', '11'], ['Succeeded']])
})

compared('is not asked of a version that could not be probed', async () => {
  const fault = () => failure(404, 'ResourceNotFoundException', 'Function not found.')
  const { reported } = await runHook({ tags: compares, faults: { Invoke: fault } })
  assert.equal(reported, ['Failed'])
})

compared('of a function whose template the macro does not know is Enforce', async () => {
  const { reported, lines } = await runHook({ functions: { Site: answering(404) } })
  assert.equal(reported, ['Failed'])
  assert.is(lines[0], 'Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 404 in 0 ms')
  const auto = await runHook({ tags: { 'websitehealthcheck:Mode': 'Auto' }, functions: { Site: answering(404) } })
  assert.equal(auto.reported, ['Failed'])
})

compared('can be the default of the installed stack', async () => {
  const { reported } = await runHook({
    environment: { HEALTHCHECK_MODE: 'Compare' },
    functions: { Site: answering(404) },
  })
  assert.equal(reported, ['Succeeded'])
})

compared('says nothing of itself about a rollback', async () => {
  const content = appSpecOf(['Site'], { from: '12', to: '9' })
  const { lines } = await runHook({ tags: compares, content, functions: { Site: answering(404) } })
  assert.match(lines[0] ?? '', /\(a rollback is never blocked\)$/)
})

compared.run()
