import {
  type Call,
  type EndpointResponse,
  failure,
  type Operation,
  startEndpoint,
} from '../../cli/rehearse/aws/endpoint.ts'
import type { Clock } from './hook-clock.ts'

/** A function of the account: what one version does with an event; what it throws is a FunctionError. */
export type Handler = (event: never, call: Call & { version: string; clock: Clock }) => unknown

/** What an operation does instead of answering well; `undefined` lets it. `attempt` counts its calls from 1. */
export type Fault = (
  call: Call & { clock: Clock },
  attempt: number,
) => Promise<EndpointResponse | undefined> | EndpointResponse | undefined

export type Account = {
  /** The environment that points the hook's clients here. */
  environment: Record<string, string>
  /** Every call that came in, in order. */
  calls: Pick<Call, 'operation' | 'input'>[]
  /** Verdicts that CodeDeploy has taken. */
  reported: unknown[]
  close(): Promise<void>
}

export type AccountOptions = {
  functions?: Record<string, Handler>
  tags?: Record<string, string>
  /** Whole answers, where those made of the functions will not do. */
  deployment?: Record<string, unknown>
  revision?: Record<string, unknown>
  content?: string
  faults?: Partial<Record<Operation, Fault>>
  functionLog?: string
}

/** An AWS account with one Lambda deployment, spoken to over HTTP. CodeDeploy takes one verdict, as it does. */
export const startAccount = async (options: AccountOptions, clock: Clock): Promise<Account> => {
  const calls: Account['calls'] = []
  const reported: unknown[] = []
  const attempts = new Map<Operation, number>()
  const endpoint = await startEndpoint(async call => {
    const attempt = (attempts.get(call.operation) ?? 0) + 1
    attempts.set(call.operation, attempt)
    calls.push({ operation: call.operation, input: call.input })
    const fault = await options.faults?.[call.operation]?.({ ...call, clock }, attempt)
    return fault ?? answers[call.operation](call, { ...options, reported, clock })
  })
  return {
    environment: {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: endpoint.url,
    },
    calls,
    reported,
    close: endpoint.close,
  }
}

type State = AccountOptions & { reported: unknown[]; clock: Clock }

const healthy: Handler = () => ({ statusCode: 200, body: 'OK' })
const functionsOf = ({ functions = { Site: healthy } }: AccountOptions) => functions
const json = (body: unknown): EndpointResponse => ({ body: JSON.stringify(body) })

const answers: Record<Operation, (call: Call, state: State) => Promise<EndpointResponse> | EndpointResponse> = {
  GetDeployment: (_, { deployment }) =>
    json({
      deploymentInfo: {
        applicationName: 'site-ServerlessDeploymentApplication-1A2B3C',
        computePlatform: 'Lambda',
        creator: 'CloudFormation',
        revision: { revisionType: 'String', string: { sha256: 'a'.repeat(64) } },
        ...deployment,
      },
    }),
  GetApplicationRevision: (_, state) =>
    json({
      applicationName: 'site-ServerlessDeploymentApplication-1A2B3C',
      revision: state.revision ?? {
        revisionType: 'String',
        string: { sha256: 'a'.repeat(64), content: state.content ?? appSpecOf(Object.keys(functionsOf(state))) },
      },
    }),
  ListTags: (_, { tags = {} }) => json({ Tags: tags }),
  Invoke: invoke,
  // of the gate, which has an endpoint of its own for them
  DescribeStacks: ({ operation }) => failure(404, 'UnknownOperation', operation),
  PutObject: ({ operation }) => failure(404, 'UnknownOperation', operation),
  PutLifecycleEventHookExecutionStatus({ input }, { reported }) {
    if (reported.length)
      return failure(400, 'LifecycleEventAlreadyCompletedException', 'The lifecycle event is already completed.')
    reported.push(input.status)
    return json({ lifecycleEventHookExecutionId: input.lifecycleEventHookExecutionId })
  },
}

async function invoke(call: Call, state: State): Promise<EndpointResponse> {
  const { input } = call
  const version = String(input.Qualifier)
  const handler = functionsOf(state)[String(input.FunctionName)]
  if (!handler) return failure(404, 'ResourceNotFoundException', `Function not found: ${input.FunctionName}`)
  const headers = {
    'x-amz-executed-version': version,
    'x-amz-log-result': Buffer.from(state.functionLog ?? 'START\nEND\n').toString('base64'),
  }
  try {
    const result = await handler(JSON.parse(String(input.Payload)) as never, { ...call, version, clock: state.clock })
    return { headers, body: result instanceof Uint8Array ? result : (JSON.stringify(result) ?? 'null') }
  } catch (error) {
    const { name, message } = error as Error
    const body = JSON.stringify({ errorType: name, errorMessage: message, trace: [] })
    return { headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body }
  }
}

/** The AppSpec of a deployment of functions from version 11 to 12. */
export const appSpecOf = (names: string[], { from = '11', to = '12' } = {}): string =>
  JSON.stringify({
    version: '0.0',
    Resources: names.map(name => ({
      [name]: {
        Type: 'AWS::Lambda::Function',
        Properties: { Name: name, Alias: 'live', CurrentVersion: from, TargetVersion: to },
      },
    })),
    Hooks: [{ BeforeAllowTraffic: 'CodeDeployHook_LambdaWebsite' }],
  })
