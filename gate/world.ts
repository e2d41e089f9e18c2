import type { HealthcheckWorld } from '../healthcheck/world.ts'
import type { NotificationWorld } from '../notification/world.ts'

/** What it takes to answer CloudFormation. */
export type ResponseWorld = Pick<HealthcheckWorld, 'now' | 'sleep' | 'log'> & {
  /** The name of the hook: what `!Ref` of the custom resource gives, so that PreTraffic can be such a Ref. */
  hookName: string
  acceptsResponseUrl(url: string): boolean
  /** Stores the response; rejects unless S3 has taken it. */
  putResponse(url: string, body: string, signal: AbortSignal): Promise<void>
  /** Where the log is, for people. */
  logPlace: string
  /** Such as `CREATE_IN_PROGRESS`. */
  stackStatus(stackId: string, signal: AbortSignal): Promise<string | undefined>
}

/** Everything that the gate needs from outside. */
export type GateWorld = HealthcheckWorld & NotificationWorld & ResponseWorld

/** What its last word needs, which probes nothing. */
export type LastWordWorld = Pick<HealthcheckWorld, 'stackDefaults' | 'problems'> & NotificationWorld & ResponseWorld

/** What the gate uses of its own invocation: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export type Invocation = {
  invokedFunctionArn: string
  getRemainingTimeInMillis?(): number
}
