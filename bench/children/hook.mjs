// One deployment, from a cold start: the hook's own time, and what the process took at most.
const [, , module, arn] = process.argv
const { handler } = await import(module)
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = () => true
process.stderr.write = () => true

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
write(JSON.stringify({ wallMs, totalMs, peakKb: maxRSS }), () => process.exit())
