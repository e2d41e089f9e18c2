import { isMap } from '../../../schema/json.ts'

/** The payload of an invocation that failed, as Lambda words it. */
export type LambdaError = { errorType: string; errorMessage: string } & Record<string, unknown>

/** @param requestId of the invocation */
export const timeoutError = (requestId: string, timeoutSeconds: number): LambdaError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
})

/** @param exit how the process ended, as exitOf words it */
export const exitError = (requestId: string, exit: string): LambdaError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited ${exit}`,
})

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution */
export const maxPayloadBytes = 6_291_556

export const tooLarge = (): LambdaError => ({
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
})

/** The error that a runtime posts: JSON by the rules, and in truth any text. */
export const parseError = (text: string, type: string): LambdaError => {
  const error = parse(text)
  return isMap(error)
    ? { ...error, errorType: textOr(error.errorType, type), errorMessage: textOr(error.errorMessage, '') }
    : { errorType: type, errorMessage: text }
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
