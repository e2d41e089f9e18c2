// One deployment, from a cold start: the hook's own time, and what the process took at most. With `waits`, as in Lambda:
// the module is imported with a whole CPU, then the parent process takes most of it away and says so.
const [, , module, arn, waits] = process.argv
const initStart = performance.now()
const { handler } = await import(module)
const initMs = performance.now() - initStart
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = () => true
process.stderr.write = () => true

if (waits) {
  write('ready\n')
  await new Promise(resolve => process.stdin.once('data', resolve))
}

const start = performance.now()
await handler(
  { DeploymentId: 'd-ABCDEF123', LifecycleEventHookExecutionId: 'eyJlbmNyeXB0ZWREYXRhIjoiIn0=' },
  {
    invokedFunctionArn: arn,
    functionName: 'CodeDeployHook_LambdaWebsite',
    awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
    getRemainingTimeInMillis: () => Math.round(300_000 - (performance.now() - start)),
  },
)
const wallMs = performance.now() - start
const totalMs = performance.now()
const { maxRSS } = process.resourceUsage()
write(JSON.stringify({ initMs, wallMs, totalMs, peakKb: maxRSS }), () => process.exit())
