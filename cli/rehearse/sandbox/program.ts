/** One version of a Lambda function, ready to be run on this machine. */
export type Program = {
  name: string
  version: string
  arn: string
  /** A client of Lambda's Runtime API: a program of runtime/, or the function's own. */
  command: readonly string[]
  folder: string
  /** The whole environment: nothing of the user's own gets through. */
  environment: Record<string, string>
  timeoutSeconds: number
  memoryMegabytes: number
}
