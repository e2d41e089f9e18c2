import type { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import type { LambdaClient } from '@aws-sdk/client-lambda'

/** What a tool printed on both streams, in the order of a terminal, and its exit status. */
export type Ran = { exitCode: number; terminal: string }

/** One account of the local cloud: the real tools pointed at it, two clients of the SDK, and a folder to write in. */
export type Cloud = {
  url: string
  accountId: string
  folder: string
  /** Where the stand-in for Lambda writes each invocation; read it with logs.ts. */
  trace: string
  cloudFormation: CloudFormationClient
  lambda: LambdaClient
  /** Runs the AWS CLI: `aws('s3', 'ls')`. Relative paths are the repository's. */
  aws(...args: string[]): Promise<Ran>
  /** Runs the SAM CLI: `sam('build', '--template', file)`. */
  sam(...args: string[]): Promise<Ran>
  /** Another account of the same cloud, by its 12 digits. It begins empty: see {@link install}. */
  account(accountId: string): Cloud
  stop(): Promise<void>
}
