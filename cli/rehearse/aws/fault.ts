import { type Call, type EndpointResponse, failure } from './endpoint.ts'

/**
 * A simulated fault. `hook` stands in for the hook's own program, `answer` for the answer of an AWS
 * service; `hangs`: the new version does.
 */
export type Fault = {
  text: string
  hook?: string
  hangs?: true
  answer?(call: Call): EndpointResponse | undefined
}

const toTheFunction = (answer: () => EndpointResponse) => ({
  answer: (call: Call) =>
    call.operation === 'Invoke' && call.input.Qualifier === targetVersion ? answer() : undefined,
})

/** The version that a rehearsal publishes, and the one before it. */
export const targetVersion = '2'
export const currentVersion = '1'

export const faults: Record<string, Fault> = {
  crash: { text: 'the hook crashes on start', hook: 'process.exit(1)' },
  hang: {
    text: 'the hook never ends',
    hook: 'export const handler = () => new Promise(() => setInterval(() => {}, 1e9))',
  },
  'never-report': { text: 'the hook ends without a report', hook: 'export const handler = async () => {}' },
  'lose-report': {
    text: 'CodeDeploy refuses the report',
    answer: ({ operation }) =>
      operation === 'PutLifecycleEventHookExecutionStatus'
        ? failure(403, 'AccessDeniedException', 'A fault of this rehearsal.')
        : undefined,
  },
  throttle: {
    text: 'Lambda throttles every request to the new version',
    ...toTheFunction(() => failure(429, 'TooManyRequestsException', 'Rate Exceeded.')),
  },
  deny: {
    text: 'the hook is not allowed to invoke the new version',
    ...toTheFunction(() =>
      failure(403, 'AccessDeniedException', 'The hook is not authorized to perform: lambda:InvokeFunction'),
    ),
  },
  'function-crash': {
    text: 'the new version crashes on every request',
    ...toTheFunction(() => ({
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: JSON.stringify({
        errorType: 'Runtime.ExitError',
        errorMessage: 'RequestId: 00000000-0000-4000-8000-000000000000 Error: Runtime exited with error: exit status 1',
      }),
    })),
  },
  'function-hang': { text: 'the new version never answers', hangs: true },
}
