import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createCheck } from '../../hook/check.ts'
import { warmUp } from '../../hook/warm-up.ts'
import { startAccount } from '../helpers/aws-account.ts'
import { createClock } from '../helpers/hook-clock.ts'
import { createTestWorld, hookArn, hookEvent } from '../helpers/hook-run.ts'

const warm = suite('warmUp')

/** The hook's world against an account, and the operations that its clients were given, sent or not. */
const start = async () => {
  const clock = createClock()
  const account = await startAccount({}, clock)
  const { world, log, metrics } = createTestWorld(account.environment, clock)
  const prepared: string[] = []
  const count = (next: (args: unknown) => unknown, context: { commandName?: string }) => (args: unknown) => {
    prepared.push(String(context.commandName))
    return next(args)
  }
  for (const { middlewareStack } of [world.codeDeploy, world.lambda])
    (middlewareStack as unknown as { add(middleware: typeof count, options: object): void }).add(count, {
      step: 'build',
    })
  return { account, clock, world, log, metrics, prepared }
}

warm('goes through a whole check, and neither calls nor logs anything', async () => {
  const { account, clock, world, log, metrics, prepared } = await start()
  await clock.drive(warmUp(world))
  assert.equal(prepared, [
    'GetDeploymentCommand',
    'ListTagsCommand',
    'InvokeCommand',
    'PutLifecycleEventHookExecutionStatusCommand',
  ])
  assert.equal([account.calls, log, metrics], [[], [], []])
  await account.close()
})

warm('changes nothing of the check after it', async () => {
  const { account, clock, world, log } = await start()
  await clock.drive(warmUp(world))
  const invocation = { invokedFunctionArn: hookArn, getRemainingTimeInMillis: () => 60_000 }
  await clock.drive(createCheck(world)(hookEvent, invocation))
  assert.equal([account.reported, account.calls.length], [['Succeeded'], 5])
  assert.match(log[1]?.message ?? '', /^Succeeded Site:12 GET \/healthcheck -> 200 /)
  await account.close()
})

warm('gives up within a second what is retried for minutes otherwise', async () => {
  const { account, clock, world } = await start()
  const cutOff = { send: () => Promise.reject(Object.assign(new Error('cut'), { code: 'ECONNRESET' })) } as never
  const before = world.now()
  await clock.drive(warmUp({ ...world, codeDeploy: cutOff, lambda: cutOff }))
  await account.close()
  assert.ok(world.now() - before <= 1_000, `${world.now() - before} ms`)
})

warm('notifies nobody, even if the settings of the stack make its own check fail', async () => {
  const { account, clock, world } = await start()
  const notices: unknown[] = []
  const notifier = { prepare: async (notice: unknown) => void notices.push(notice) } as never
  await clock.drive(warmUp({ ...world, notifier, stackDefaults: { ...world.stackDefaults, matcher: '204' } }))
  await account.close()
  assert.equal(notices, [])
})

warm('never throws', async () => {
  const { account, world } = await start()
  const broken = { send: () => Promise.reject(new Error('no')) } as never
  await warmUp({ ...world, codeDeploy: broken, lambda: broken, now: () => 0, sleep: async () => {} })
  await warmUp({} as never)
  await account.close()
})

warm.run()
