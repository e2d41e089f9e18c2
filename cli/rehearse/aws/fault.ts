import { type Call, type EndpointResponse, failure } from './endpoint.ts'

/**
 * A simulated fault. `program` stands in for the program of the hook, or of the gate in a first deployment, `answer` for
 * the answer of an AWS service; `hangs`: the new version does.
 */
export type Fault = {
  text: string
  /** In a first deployment, if that is another text. */
  textOfGate?: string
  program?: string
  hangs?: true
  /** @param newVersion the version that the rehearsal publishes */
  answer?(call: Call, newVersion: string): EndpointResponse | undefined
}

const toTheFunction = (answer: () => EndpointResponse) => ({
  answer: ({ operation, input }: Call, newVersion: string) =>
    operation === 'Invoke' && input.Qualifier === newVersion ? answer() : undefined,
})

/** Of CodeDeploy from the hook, and of CloudFormation from the gate. */
const reports = new Set<Call['operation']>(['PutLifecycleEventHookExecutionStatus', 'PutObject'])

export const faults: Record<string, Fault> = {
  crash: {
    text: 'the hook crashes on start',
    textOfGate: 'the gate crashes on start',
    program: 'process.exit(1)',
  },
  hang: {
    text: 'the hook never ends',
    textOfGate: 'the gate never ends',
    program: 'export const handler = () => new Promise(() => setInterval(() => {}, 1e9))',
  },
  'never-report': {
    text: 'the hook ends without a report',
    textOfGate: 'the gate ends without an answer',
    program: 'export const handler = async () => {}',
  },
  'lose-report': {
    text: 'CodeDeploy refuses the report',
    textOfGate: 'S3 refuses the answer of the gate',
    answer: ({ operation }) =>
      reports.has(operation) ? failure(403, 'AccessDeniedException', 'A fault of this rehearsal.') : undefined,
  },
  throttle: {
    text: 'Lambda throttles every request to the new version',
    ...toTheFunction(() => failure(429, 'TooManyRequestsException', 'Rate Exceeded.')),
  },
  deny: {
    text: 'the hook is not allowed to invoke the new version',
    textOfGate: 'the gate is not allowed to invoke the new version',
    ...toTheFunction(() => failure(403, 'AccessDeniedException', 'Not authorized to perform: lambda:InvokeFunction')),
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
