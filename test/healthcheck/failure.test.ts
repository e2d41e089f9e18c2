import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { failure } from '../../cli/rehearse/aws/endpoint.ts'
import { describeFailure, parseFailure } from '../../healthcheck/failure.ts'
import { TimeLimitError } from '../../healthcheck/time-limit.ts'
import type { Fault } from '../helpers/aws-account.ts'
import { runHook } from '../helpers/hook-run.ts'

const asked = suite('a call that AWS did not answer')

const invocations = (calls: { operation: string }[]) => calls.filter(({ operation }) => operation === 'Invoke').length

// Lambda's errors of Invoke that time heals: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
for (const [status, code, message] of [
  [429, 'TooManyRequestsException', 'Rate Exceeded.'],
  [429, 'TooManyRequestsException', 'Reason: ReservedFunctionConcurrentInvocationLimitExceeded'],
  [429, 'TooManyRequestsException', 'Reason: FunctionInvocationRateLimitExceeded'],
  [429, 'TooManyRequestsException', 'Reason: ConcurrentInvocationLimitExceeded'],
  [429, 'TooManyRequestsException', 'Reason: CallerRateLimitExceeded'],
  [429, 'TooManyRequestsException', 'Reason: ConcurrentSnapshotCreateLimitExceeded'],
  [409, 'ResourceConflictException', 'The function is currently in the following state: Pending'],
  [409, 'SnapStartNotReadyException', 'Lambda is initializing your function.'],
  [408, 'SnapStartTimeoutException', 'The restore took too long.'],
  [502, 'ResourceNotReadyException', 'The function is inactive and its VPC connection is no longer available.'],
  [502, 'EC2ThrottledException', 'Amazon EC2 throttled Lambda.'],
  [502, 'ENILimitReachedException', 'The network interface limit is reached.'],
  [502, 'SubnetIPAddressLimitReachedException', 'No IP addresses left.'],
  [408, 'EFSMountTimeoutException', 'The file system did not answer.'],
  [403, 'EFSMountFailureException', 'The file system could not be mounted.'],
  [403, 'EFSMountConnectivityException', 'The file system could not be reached.'],
  [410, 'EFSIOException', 'The file system failed to read.'],
  [400, 'ThrottlingException', 'Rate exceeded'],
  [400, 'ThrottledException', 'Rate exceeded'],
  [500, 'ServiceException', 'The service encountered an internal error.'],
  [503, 'ServiceUnavailableException', 'Try again.'],
  [504, 'GatewayTimeout', 'Try again.'],
] as const)
  asked(`retries after ${status} ${code} (${message})`, async () => {
    const fault: Fault = (_, attempt) => (attempt <= 2 ? failure(status, code, message) : undefined)
    const { reported, calls, lines } = await runHook({ faults: { Invoke: fault } })
    assert.equal(reported, ['Succeeded'], lines.join('\n'))
    assert.is(invocations(calls), 3)
  })

// and those that it does not
for (const [status, code, message] of [
  [404, 'ResourceNotFoundException', 'Function not found: Site:12'],
  [502, 'KMSAccessDeniedException', 'Lambda was unable to decrypt the environment variables.'],
  [502, 'KMSDisabledException', 'The key is disabled.'],
  [502, 'KMSInvalidStateException', 'The key is pending deletion.'],
  [502, 'KMSNotFoundException', 'The key was not found.'],
  [502, 'EC2AccessDeniedException', 'Need additional permissions.'],
  [502, 'InvalidRuntimeException', 'The runtime is not supported.'],
  [502, 'InvalidZipFileException', 'Lambda could not unzip the deployment package.'],
  [502, 'InvalidSubnetIDException', 'The subnet is invalid.'],
  [502, 'InvalidSecurityGroupIDException', 'The security group is invalid.'],
  [400, 'InvalidParameterValueException', 'One of the parameters is not valid.'],
] as const)
  asked(`fails at once after ${status} ${code}, and says what Lambda said`, async () => {
    const { reported, calls, lines, log } = await runHook({
      faults: { Invoke: () => failure(status, code, message) },
    })
    assert.equal(log[1]?.details.error, { name: code, message })
    assert.equal(reported, ['Failed'])
    assert.is(invocations(calls), 1)
    assert.is(lines[0], `Failed Hook.CouldNotAsk Site:12 GET /healthcheck -> ${code} in 0 ms`)
    assert.is(lines[1], `Lambda.Invoke failed: ${code}: ${message.replace(/\.?$/, '.')}`)
  })

asked('probes a function again that was denied for some seconds', async () => {
  const fault: Fault = (_, attempt) => (attempt <= 3 ? failure(403, 'AccessDeniedException', 'Not yet.') : undefined)
  const { reported, calls } = await runHook({ faults: { Invoke: fault } })
  assert.equal([reported, invocations(calls)], [['Succeeded'], 4])
})

asked('believes a denial after about 20 seconds, and says what Lambda said', async () => {
  const fault = () => failure(403, 'AccessDeniedException', 'Not authorized to perform: lambda:InvokeFunction')
  const { reported, lines, tookMs } = await runHook({ faults: { Invoke: fault } })
  assert.equal(reported, ['Failed'])
  assert.ok(tookMs > 15_000 && tookMs < 21_000, String(tookMs))
  assert.match(lines[0] ?? '', /^Failed Hook\.CouldNotAsk Site:12 GET \/healthcheck -> AccessDeniedException/)
  assert.is(
    lines[1],
    'Lambda.Invoke failed: AccessDeniedException: Not authorized to perform: lambda:InvokeFunction. It was tried 7 times in 16 s.',
  )
})

asked('takes an afterRestore hook that failed for a failed function', async () => {
  const fault = () => failure(400, 'SnapStartException', 'The afterRestore runtime hook encountered an error.')
  const { reported, lines, log } = await runHook({ faults: { Invoke: fault } })
  assert.equal(reported, ['Failed'])
  assert.match(lines[0] ?? '', /^Failed Healthcheck\.FunctionError Site:12 GET \/healthcheck -> SnapStartException/)
  assert.match(
    lines[1] ?? '',
    /^Restoring the function failed: SnapStartException: The afterRestore runtime hook encountered an error\./,
  )
  assert.equal(log[1]?.details.error, {
    name: 'SnapStartException',
    message: 'The afterRestore runtime hook encountered an error.',
  })
})

asked('pauses longer and longer, up to 15 seconds, until the deadline', async () => {
  const times: number[] = []
  const fault: Fault = ({ clock }) => {
    times.push(clock.now())
    return failure(429, 'TooManyRequestsException', 'Rate Exceeded.')
  }
  const { reported, lines, tookMs } = await runHook({ faults: { Invoke: fault }, remainingMs: 100_000 })
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  assert.equal(pauses, [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000])
  assert.equal(reported, ['Failed'])
  assert.match(lines[0] ?? '', /^Failed Hook\.CouldNotAsk Site:12 GET \/healthcheck -> TooManyRequestsException/)
  assert.ok(tookMs < 90_000)
})

asked('does not count toward the thresholds', async () => {
  const fault: Fault = (_, attempt) => (attempt % 2 ? failure(429, 'TooManyRequestsException', 'Slow.') : undefined)
  const tags = { 'websitehealthcheck:UnhealthyThresholdCount': '2' }
  const answers = [500, 200]
  const functions = { Site: () => ({ statusCode: answers.shift() ?? 200 }) }
  const { reported, calls } = await runHook({ faults: { Invoke: fault }, tags, functions })
  assert.equal(reported, ['Succeeded'])
  assert.is(invocations(calls), 4)
})

asked('retries although the message of the error is not text', async () => {
  for (const message of [5, { a: 1 }, ['no']])
    for (const operation of ['Invoke', 'PutLifecycleEventHookExecutionStatus'] as const) {
      const body = JSON.stringify({ message, Reason: message })
      const fault: Fault = (_, attempt) => (attempt === 1 ? { status: 500, body } : undefined)
      const { reported, thrown } = await runHook({ faults: { [operation]: fault } })
      assert.equal([reported, thrown], [['Succeeded'], undefined], `${operation} ${body}`)
    }
})

asked('names a host that cannot be found', async () => {
  const environment = { AWS_ENDPOINT_URL_LAMBDA: 'http://lambda.invalid:1' }
  const { reported, lines } = await runHook({ environment, remainingMs: 4_000 })
  assert.equal(reported, ['Failed'])
  assert.match(lines[0] ?? '', /^Failed Hook\.CouldNotAsk Site:12$/)
  assert.match(lines[1] ?? '', /^Lambda\.ListTags failed: (ENOTFOUND|EAI_AGAIN): .*lambda\.invalid/)
})

asked('fails at once when the hook may not read the tags, which say what may be asked', async () => {
  const fault = () => failure(403, 'AccessDeniedException', 'not authorized to perform: lambda:ListTags')
  const { reported, lines, calls } = await runHook({ faults: { ListTags: fault } })
  assert.equal(reported, ['Failed'])
  assert.is(lines[1], 'Lambda.ListTags failed: AccessDeniedException: not authorized to perform: lambda:ListTags.')
  assert.is(invocations(calls), 0)
})

for (const [operation, status, code] of [
  ['GetDeployment', 400, 'DeploymentDoesNotExistException'],
  ['GetDeployment', 400, 'InvalidDeploymentIdException'],
  ['GetApplicationRevision', 400, 'RevisionDoesNotExistException'],
  ['GetApplicationRevision', 400, 'InvalidRevisionException'],
  ['GetApplicationRevision', 400, 'ApplicationDoesNotExistException'],
] as const)
  asked(`calls a deployment invalid after ${code}`, async () => {
    const fault = () => failure(status, code, 'There is none.')
    const { reported, lines } = await runHook({ faults: { [operation]: fault } })
    assert.equal(reported, ['Failed'])
    assert.is(lines[0], 'Failed Hook.InvalidDeployment d-ABCDEF123')
    assert.is(lines[1], `CodeDeploy.${operation} failed: ${code}: There is none.`)
  })

asked.run()

const failures = suite('parseFailure')

const errorOf = (properties: object) => Object.assign(new Error('It broke.'), properties)

for (const [title, error, expected] of [
  ['a connection that is not made in time', errorOf({ name: 'TimeoutError' }), ['TimeoutError', 'It broke.', true]],
  ['a connection that is cut', errorOf({ code: 'ECONNRESET' }), ['ECONNRESET', 'It broke.', true]],
  [
    'a connection that is cut after its status line',
    errorOf({ code: 'ECONNRESET', $metadata: { httpStatusCode: 200 } }),
    ['ECONNRESET', 'It broke.', true],
  ],
  [
    'a response that breaks the protocol',
    errorOf({ code: 'HPE_INVALID_CHUNK_SIZE', $metadata: { httpStatusCode: 200 } }),
    ['HPE_INVALID_CHUNK_SIZE', 'It broke.', true],
  ],
  [
    'a clock that the SDK has corrected',
    errorOf({
      name: 'InvalidSignatureException',
      $fault: 'client',
      $metadata: { httpStatusCode: 403, clockSkewCorrected: true },
    }),
    ['InvalidSignatureException', 'It broke.', true],
  ],
  [
    'a wrong signature',
    errorOf({ name: 'InvalidSignatureException', $fault: 'client', $metadata: { httpStatusCode: 403 } }),
    ['InvalidSignatureException', 'It broke.', false],
  ],
  [
    'an answer that does not come',
    new TimeLimitError('no answer in 5 ms'),
    ['TimeLimitError', 'no answer in 5 ms', true],
  ],
  ['a mistake in a program', new TypeError('x is no function'), ['TypeError', 'x is no function', false]],
  ['a message of several lines', errorOf({ message: 'One.\n  Two.' }), ['Error', 'One.', false]],
  [
    "a service's error, whose code is its name",
    errorOf({ name: 'Slow', code: 'X', $fault: 'server', $metadata: { httpStatusCode: 503 } }),
    ['Slow', 'It broke.', true],
  ],
  [
    'a 200 that is no JSON',
    errorOf({ name: 'SyntaxError', $metadata: { httpStatusCode: 200 } }),
    ['SyntaxError', 'It broke.', true],
  ],
  [
    'a status above 500 that the SDK does not know',
    errorOf({ name: 'Strange', $metadata: { httpStatusCode: 520 } }),
    ['Strange', 'It broke.', true],
  ],
  ['a number for a code', errorOf({ name: 'AbortError', code: 20 }), ['AbortError', 'It broke.', false]],
  ['a redirect', errorOf({ name: 'Moved', $metadata: { httpStatusCode: 301 } }), ['Moved', 'It broke.', false]],
  ['an error without a message', errorOf({ message: '' }), ['Error', 'Error', false]],
  ['a message that is a number', errorOf({ message: 5 }), ['Error', '5', false]],
  ['a message that is a map', errorOf({ message: { toString: 1 } }), ['Error', '{"toString":1}', false]],
  ['no error at all', 'oh', ['Error', 'oh', false]],
  ['nothing', undefined, ['Error', 'undefined', false]],
] as const)
  failures(`reads ${title}`, () => {
    const { error: read, retryable } = parseFailure(error)
    assert.equal([read.name, read.message, retryable], expected)
  })

for (const [name, message, sentence] of [
  ['ServiceException', 'Try again', 'It failed: ServiceException: Try again.'],
  ['ServiceException', 'Try again.', 'It failed: ServiceException: Try again.'],
  ['ServiceException', 'ServiceException', 'It failed: ServiceException.'],
  ['ServiceException', '', 'It failed: ServiceException.'],
] as const)
  failures(`describes ${name} with ${JSON.stringify(message)} as ${sentence}`, () => {
    assert.is(describeFailure('It', { name, message }), sentence)
  })

failures.run()
