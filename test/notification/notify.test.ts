import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { failure } from '../../cli/rehearse/aws/endpoint.ts'
import { isCustomNotification } from '../helpers/custom-notification.ts'
import { read } from '../helpers/document.ts'
import { type GateRunOptions, runGate, updateOf } from '../helpers/gate-run.ts'
import { createClock, silence } from '../helpers/hook-clock.ts'
import { type RunOptions, runHook } from '../helpers/hook-run.ts'
import { isNotificationEvent } from '../helpers/notification-schema.ts'
import { type Published, type SnsFault, startSns, topicArn } from '../helpers/sns-endpoint.ts'

const secret = 'hunter2'
const functions = {
  Site: (_: never, { version }: { version: string }) => ({ statusCode: version === '11' ? 200 : 502, body: secret }),
}
const failing = { functions, functionLog: `START\n${secret} is the password\nEND\n` }

type Told = { published: Published[]; reported: unknown[]; thrown: unknown; tookMs: number; warnings: string[] }

const environmentOf = (url: string, more: Record<string, string>) => ({
  AWS_ENDPOINT_URL_SNS: url,
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/CodeDeployHook_LambdaWebsite',
  DASHBOARD_NAME: 'WebsiteHealthcheck-eu-west-1',
  NOTIFICATION_TOPIC_ARN: topicArn,
  ...more,
})

/** The hook with a topic. */
const hook = async (options: RunOptions = failing, fault?: SnsFault): Promise<Told> => {
  const clock = createClock()
  const sns = await startSns(clock, fault)
  const run = await runHook({ ...options, clock, environment: environmentOf(sns.url, options.environment ?? {}) })
  await sns.close()
  const warnings = run.log.flatMap(({ level, message }) => (level === 'warn' ? [message] : []))
  return { ...run, thrown: run.thrown, published: sns.published, warnings }
}

const gate = async (options: GateRunOptions): Promise<Published[]> => {
  const sns = await startSns(createClock())
  await runGate({ ...options, environment: environmentOf(sns.url, {}) })
  await sns.close()
  return sns.published
}

const only = (published: Published[]): Published => {
  const [first] = published
  if (!first || published.length > 1) throw new Error(`${published.length} notifications`)
  return first
}

const notification = suite('a notification')

notification('says in its subject what failed', async () => {
  const { subject, topicArn: topic } = only((await hook()).published)
  assert.is(subject, 'Failed Site:12 GET /healthcheck -> 502')
  assert.is(topic, topicArn)
})

notification('has a subject of less than 100 ASCII characters, which is all that SNS takes', async () => {
  const tags = { 'websitehealthcheck:Path': `/${'x'.repeat(200)}` }
  const name = 'Überlänge'
  const error = () => {
    throw Object.assign(new Error(), { name })
  }
  for (const options of [{ tags }, { functions: { Site: error } }, { functions: { Site: error, Shop: error } }]) {
    const { subject } = only((await hook({ ...failing, ...options })).published)
    assert.match(subject, /^Failed Site:12 [ -~]{1,84}$/)
  }
})

notification('counts the functions that failed, and no other', async () => {
  const healthy = () => ({ statusCode: 200 })
  const { published } = await hook({ functions: { Blog: healthy, Site: functions.Site, Shop: functions.Site } })
  const { subject, messages } = only(published)
  assert.is(subject, 'Failed Site:12 GET /healthcheck -> 502 and 1 more')
  assert.not.match(messages.email ?? '', 'Blog')
})

notification('has text for e-mail: the line, the comparison, what to do, links and a command', async () => {
  const { messages } = only((await hook()).published)
  const text = String(messages.email).replace(/in \d+ ms/, 'in 8 ms')
  assert.is(
    text,
    [
      'Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 502 in 8 ms',
      '',
      'The status code is 502; expected 200-399.',
      'The live version 11 answers 200 to the same request.',
      '',
      'What to do: Read the body and the log lines in the record. If that answer is fine, set Path or Matcher.',
      '',
      'Deployment: https://console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABCDEF123?region=eu-west-1',
      'Log: https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252FCodeDeployHook_LambdaWebsite',
      'Dashboard: https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/WebsiteHealthcheck-eu-west-1',
      '',
      'In a terminal:',
      `aws logs filter-log-events --log-group-name '/aws/lambda/CodeDeployHook_LambdaWebsite' --filter-pattern '{ $.deploymentId = "d-ABCDEF123" }' --query 'events[].message' --output text`,
    ].join('\n'),
  )
  assert.is(messages.default, messages.email)
})

notification(
  "has nothing of the function's own, unless NotificationDetail is Log, and then by e-mail only",
  async () => {
    assert.not.match(JSON.stringify(only((await hook()).published)), secret)
    const { messages } = only((await hook({ ...failing, environment: { NOTIFICATION_DETAIL: 'Log' } })).published)
    assert.match(
      messages.email ?? '',
      `The last log lines of the function:\n    START\n    ${secret} is the password\n    END`,
    )
    for (const protocol of ['https', 'sqs', 'lambda']) assert.not.match(messages[protocol] ?? '', secret)
  },
)

// https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
notification('has the form for https that Amazon Q shows in a chat', async () => {
  const { https = '' } = only((await hook()).published).messages
  assert.ok(isCustomNotification(JSON.parse(https)), JSON.stringify(isCustomNotification.errors))
  const { version, source, content, metadata } = JSON.parse(https)
  assert.equal([version, source, content.textType], ['1.0', 'custom', 'client-markdown'])
  assert.is(content.title, 'Failed Site:12 GET /healthcheck -> 502')
  assert.match(content.description, /^`Failed Healthcheck\.ResponseCodeMismatch Site:12 /)
  assert.match(
    content.description,
    '<https://console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABCDEF123?region=eu-west-1|Deployment>',
  )
  assert.match(content.nextSteps.join('\n'), /^Read the body .*\n`aws logs filter-log-events /)
  assert.equal([content.keywords, metadata.threadId], [['Site'], 'd-ABCDEF123'])
})

notification('is an event for SQS and Lambda as schema/notification.schema.json has it', async () => {
  const denied = { ListTags: () => failure(403, 'AccessDeniedException', 'no') }
  const notOurs = { deployment: { computePlatform: 'ECS' } }
  for (const options of [failing, { ...failing, faults: denied }, notOurs]) {
    const { sqs = '', lambda } = only((await hook(options)).published).messages
    assert.ok(isNotificationEvent(JSON.parse(sqs)), `${JSON.stringify(isNotificationEvent.errors)} ${sqs}`)
    assert.is(lambda, sqs)
  }
  for (const options of [failing, { ...failing, event: updateOf(['Site', '11'], ['Site', '12']) }]) {
    const { sqs = '' } = only(await gate(options)).messages
    assert.ok(isNotificationEvent(JSON.parse(sqs)), `${JSON.stringify(isNotificationEvent.errors)} ${sqs}`)
  }
  const { detail, resources, account } = JSON.parse(only((await hook()).published).messages.sqs ?? '')
  const { message: _, ...facts } = detail.functions[0]
  assert.equal(facts, {
    functionName: 'Site',
    targetVersion: '12',
    currentVersion: '11',
    method: 'GET',
    path: '/healthcheck',
    statusCode: 502,
    liveStatusCode: 200,
    reason: 'Healthcheck.ResponseCodeMismatch',
    found: 'The status code is 502; expected 200-399.',
    whatToDo: 'Read the body and the log lines in the record. If that answer is fine, set Path or Matcher.',
  })
  assert.equal([account, resources], ['123456789012', ['arn:aws:lambda:eu-west-1:123456789012:function:Site:12']])
})

for (const [title, options] of [
  ['could not be probed', { faults: { Invoke: () => failure(403, 'AccessDeniedException', 'no') } }],
  ['is not one of Lambda', { deployment: { computePlatform: 'ECS' } }],
  ['cannot be read', { faults: { GetDeployment: () => failure(400, 'DeploymentDoesNotExistException', 'no') } }],
] as const)
  notification(`comes for a deployment that ${title}`, async () => {
    const { reported, published } = await hook(options)
    assert.equal([reported, published.length], [['Failed'], 1])
  })

for (const [title, options] of [
  ['passes', {}],
  ['fails with Mode: Warn', { ...failing, tags: { 'websitehealthcheck:Mode': 'Warn' } }],
  ['is a rollback', { ...failing, deployment: { creator: 'codeDeployRollback' } }],
  ['no event names', { event: {} }],
] as const)
  notification(`does not come for a deployment that ${title}`, async () => {
    assert.equal((await hook(options)).published, [])
  })

const completed = failure(400, 'LifecycleEventAlreadyCompletedException', 'completed')

notification('does not come from a second run of the hook', async () => {
  const faults = { PutLifecycleEventHookExecutionStatus: () => completed }
  assert.equal((await hook({ ...failing, faults })).published, [])
})

notification('comes where the answer to the report got lost', async () => {
  const lost = (_: unknown, attempt: number) => (attempt === 1 ? ('destroy' as const) : completed)
  const { published } = await hook({ ...failing, faults: { PutLifecycleEventHookExecutionStatus: lost } })
  assert.is(published.length, 1)
})

notification('does not come where nothing could be reported, since another run will tell', async () => {
  const denied = failure(403, 'AccessDeniedException', 'no')
  const { published, thrown } = await hook({
    ...failing,
    faults: { PutLifecycleEventHookExecutionStatus: () => denied },
  })
  assert.equal(published, [])
  assert.ok(thrown)
})

for (const [title, fault, count] of [
  ['is throttled once', (_, attempt) => (attempt === 1 ? failure(429, 'Throttling', 'slow') : undefined), 1],
  ['is denied', () => failure(403, 'AuthorizationError', 'not allowed'), 0],
  ['answers garbage', () => ({ status: 500, body: '<html>' }), 0],
  ['is cut off', () => 'destroy', 0],
] as [string, SnsFault, number][])
  notification(`changes no verdict where SNS ${title}`, async () => {
    const { reported, published, thrown, warnings } = await hook(failing, fault)
    assert.equal([reported, published.length, thrown], [['Failed'], count, undefined])
    if (count === 0) assert.match(warnings.at(-1) ?? '', /^The notification was not sent\. SNS\.Publish failed: /)
  })

notification('ends with the time of the hook where SNS is silent', async () => {
  const { reported, thrown, tookMs } = await hook({ ...failing, remainingMs: 12_000 }, ({ clock, closed }) =>
    silence(clock, closed),
  )
  assert.equal([reported, thrown], [['Failed'], undefined])
  assert.ok(tookMs < 12_000, `${tookMs} ms`)
})

notification('keeps the hook no longer than 20 seconds where SNS is silent', async () => {
  const { tookMs } = await hook({ ...failing, remainingMs: 900_000 }, ({ clock, closed }) => silence(clock, closed))
  assert.ok(tookMs < 30_000, `${tookMs} ms`)
})

notification('comes from the gate too, for which no hook ever runs', async () => {
  const { subject, messages } = only(await gate(failing))
  assert.is(subject, 'Failed Site:12 GET /healthcheck -> 502')
  assert.match(
    messages.email ?? '',
    'Stack: https://console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/events?stackId=arn%3Aaws',
  )
  assert.match(messages.email ?? '', `{ $.requestId = "c6f1" }`)
})

notification('does not come from the gate for a version that passes', async () => {
  assert.equal(await gate({}), [])
  assert.equal(await gate({ ...failing, event: { RequestType: 'Delete' } }), [])
})

notification('has a form for each protocol that docs/notifications.md names', async () => {
  const { default: _, ...forms } = only((await hook()).published).messages
  const [, ...rows] = read('docs/notifications.md').match(/^\| .* \|.*\|$/gm) ?? []
  const named = rows.flatMap(row => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name))
  assert.equal(named.toSorted(), Object.keys(forms).toSorted())
})

notification('is not made where there is no topic', async () => {
  assert.equal((await hook({ ...failing, environment: { NOTIFICATION_TOPIC_ARN: '' } })).published, [])
})

notification.run()
