import { randomUUID } from 'node:crypto'

/** The payload of an invocation that failed, as Lambda words it. */
export type LambdaError = { errorType: string; errorMessage: string } & Record<string, unknown>

export const timeoutError = ({ timeoutSeconds }: { timeoutSeconds: number }): LambdaError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${randomUUID()} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
})

/** @param exit how the process ended, as exitOf words it */
export const exitError = (requestId: string, exit: string): LambdaError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited ${exit}`,
})

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution */
export const tooLarge = (bytes: number): LambdaError | undefined =>
  bytes > maxPayloadBytes
    ? {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
      }
    : undefined

const maxPayloadBytes = 6_291_556
