import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { failure } from '../../cli/rehearse/aws/endpoint.ts'
import { startDeadline } from '../../healthcheck/deadline.ts'
import type { Finding } from '../../healthcheck/finding.ts'
import { createCheck } from '../../hook/check.ts'
import { report as reportVerdict } from '../../hook/report.ts'
import { type AccountOptions, startAccount } from '../helpers/aws-account.ts'
import { createClock, silence } from '../helpers/hook-clock.ts'
import { createTestWorld, hookArn, hookEvent, runHook } from '../helpers/hook-run.ts'

const put = 'PutLifecycleEventHookExecutionStatus'
const report = suite('report')

report('takes a verdict that was given already for reported, and does not throw', async () => {
  const fault = () => failure(400, 'LifecycleEventAlreadyCompletedException', 'The lifecycle event is completed.')
  const { thrown, calls, lines } = await runHook({ faults: { [put]: fault } })
  assert.is(thrown, undefined)
  assert.is(lines.at(-1), 'd-ABCDEF123 already had its verdict when Succeeded was reported.')
  assert.is(calls.filter(({ operation }) => operation === put).length, 1)
})

for (const code of [
  'DeploymentDoesNotExistException',
  'InvalidDeploymentIdException',
  'InvalidLifecycleEventHookExecutionIdException',
  'UnsupportedActionForDeploymentTypeException',
])
  report(
    `does not throw after ${code}: there is nothing to report to, and a second run would find the same`,
    async () => {
      const { thrown, lines, calls } = await runHook({ faults: { [put]: () => failure(400, code, 'There is none.') } })
      assert.is(thrown, undefined)
      assert.is(
        lines.at(-1),
        `Succeeded could not be reported for d-ABCDEF123. CodeDeploy.${put} failed: ${code}: There is none.`,
      )
      assert.is(calls.filter(({ operation }) => operation === put).length, 1)
    },
  )

report('of an unknown deployment is tried, logged and not thrown', async () => {
  const unknown = () => failure(400, 'DeploymentDoesNotExistException', 'The deployment d-ABCDEF123 does not exist.')
  const { thrown, lines } = await runHook({ faults: { GetDeployment: unknown, [put]: unknown } })
  assert.is(thrown, undefined)
  assert.is(lines[0], 'Failed Hook.InvalidDeployment d-ABCDEF123')
})

report('throws one sentence when it is not permitted', async () => {
  const { thrown } = await runHook({
    faults: { [put]: () => failure(403, 'AccessDeniedException', 'Not authorized.') },
  })
  assert.instance(thrown, Error)
  assert.is((thrown as Error).name, 'ReportError')
  assert.is(
    (thrown as Error).message,
    `Succeeded could not be reported for d-ABCDEF123. CodeDeploy.${put} failed: AccessDeniedException: Not authorized.`,
  )
})

report('is tried again when it is not answered, before the time of the Lambda function is over', async () => {
  const faults = {
    [put]: (call: Parameters<typeof never>[0], attempt: number) => (attempt === 1 ? never(call) : undefined),
  }
  const { reported, thrown, tookMs } = await runHook({ faults, remainingMs: 6_000 })
  assert.equal([reported, thrown], [['Succeeded'], undefined])
  assert.ok(tookMs < 6_000)
})

report('says at its first retry why it is not through yet', async () => {
  const throttled = failure(400, 'ThrottlingException', 'Rate exceeded')
  const { progress } = await runHook({ faults: { [put]: (_, attempt) => (attempt <= 3 ? throttled : undefined) } })
  assert.equal(
    progress.filter(({ details }) => details.event === 'Retrying').map(({ message }) => message),
    [`CodeDeploy.${put} failed: ThrottlingException: Rate exceeded. It is retried until the deadline.`],
  )
})

const never = ({ clock, closed }: { clock: ReturnType<typeof createClock>; closed: AbortSignal }) =>
  silence(clock, closed)

/** Two runs of the hook for the same event and account. */
const runTwice = async (options: AccountOptions, order: 'one after the other' | 'at once') => {
  const clock = createClock()
  const account = await startAccount(options, clock)
  const { world } = createTestWorld(account.environment, clock)
  const check = createCheck(world)
  const run = () => check(hookEvent, { invokedFunctionArn: hookArn, getRemainingTimeInMillis: () => 60_000 })
  try {
    await clock.drive(order === 'at once' ? Promise.all([run(), run()]).then(() => undefined) : run().then(run))
    return account.reported
  } finally {
    await account.close()
  }
}

for (const order of ['one after the other', 'at once'] as const)
  report(`gives one verdict when Lambda runs the hook twice, ${order}`, async () => {
    assert.equal(await runTwice({}, order), ['Succeeded'])
  })

report('keeps the first verdict when a second run finds another', async () => {
  const statusCodes = [500, 500]
  const functions = { Site: () => ({ statusCode: statusCodes.shift() ?? 200 }) }
  assert.equal(await runTwice({ functions }, 'one after the other'), ['Failed'])
})

/** What the hook takes for reported after answers that fail with the given errors. */
const reportedAfter = async (...errors: string[]) => {
  const clock = createClock()
  const send = async () => {
    const name = errors.shift()
    if (name) throw Object.assign(new Error('no'), { name })
  }
  const { world } = createTestWorld({ AWS_REGION: 'eu-west-1' }, clock)
  const findings: Finding[] = [{ subject: 'Site:12', verdict: { kind: 'healthy', statusCode: 200 }, problems: [] }]
  const execution = { deploymentId: 'd-ABCDEF123', executionId: 'e' }
  const deadline = startDeadline(clock.now, 60_000)
  const reporting = reportVerdict(
    { ...world, codeDeploy: { send } as never },
    { execution, problems: [] },
    findings,
    deadline,
  )
  await clock.drive(reporting.then(() => undefined))
  return reporting
}

for (const [title, errors, expected] of [
  ['that CodeDeploy takes', [], 'Succeeded'],
  ['whose first answer got lost', ['ThrottlingException', 'LifecycleEventAlreadyCompletedException'], 'Succeeded'],
  ['of an earlier run', ['LifecycleEventAlreadyCompletedException'], undefined],
  ['about a deployment that does not exist', ['DeploymentDoesNotExistException'], undefined],
] as const)
  report(`takes a verdict ${title} for ${expected ? 'its own' : "none of this run's"}`, async () => {
    assert.is(await reportedAfter(...errors), expected)
  })

report.run()
