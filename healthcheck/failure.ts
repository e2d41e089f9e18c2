import { isThrottlingError, isTransientError } from '@smithy/core/retry'
import { textOf } from '../schema/json.ts'
import { beginningOf } from './excerpt.ts'
import { TimeLimitError } from './time-limit.ts'
import type { ErrorText } from './verdict.ts'

/** Why a call of an AWS API failed, and whether the same call may succeed later. */
export type Failure = { error: ErrorText; retryable: boolean }

/** Reads an error of the AWS SDK, of the network or of a time limit. */
export const parseFailure = (error: unknown): Failure => {
  const { name = 'Error', message, code, Reason: reason, $fault, $metadata }: Partial<WireError> = Object(error)
  // a service may have its own field `code`; only its errors have a $fault
  const networkCode = typeof code === 'string' && $fault === undefined ? code : undefined
  return {
    error: {
      name: networkCode ?? textOf(name),
      // the SDK passes on what a response has as its message, whatever its type
      message: beginningOf(textOf(message || String(error)).split('\n', 1)[0] ?? ''),
      ...(typeof reason === 'string' && { reason: beginningOf(reason) }),
    },
    // a connection may break in the middle of a response, after its status line
    retryable:
      networkCode !== undefined ||
      error instanceof TimeLimitError ||
      isRetryable(error, textOf(name), $metadata?.httpStatusCode),
  }
}

/** `Lambda.Invoke failed: TooManyRequestsException: Rate Exceeded (CallerRateLimitExceeded).` */
export const describeFailure = (call: string, { name, message, reason }: ErrorText): string => {
  const because = [message !== name && message.replace(/\.$/, ''), reason && `(${reason})`].filter(Boolean).join(' ')
  return `${call} failed: ${name}${because && `: ${because}`}.`
}

type WireError = {
  name: unknown
  message: unknown
  code: unknown
  Reason: unknown
  $fault: unknown
  $metadata: { httpStatusCode?: number }
}

// The SDK's own classification, which also covers a corrected clock, and the errors that Lambda adds.
const isRetryable = (error: unknown, name: string, statusCode = 0): boolean =>
  !permanent.has(name) &&
  (transient.has(name) ||
    transientStatus(statusCode) ||
    (error instanceof Error && (isTransientError(error as SdkError) || isThrottlingError(error as SdkError))))

type SdkError = Parameters<typeof isTransientError>[0]

/** 408 and 409: a SnapStart or a file system that took too long, a version that is still Pending. */
const transientStatus = (statusCode: number): boolean => [408, 409].includes(statusCode) || statusCode >= 500

/** Temporary errors, whatever their status code. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const transient = new Set([
  'EFSIOException',
  'EFSMountConnectivityException',
  'EFSMountFailureException',
  // an answer that is not JSON comes from something between the service and this function
  'SyntaxError',
])

/** Status 502 in the same list, but the same call never succeeds. */
const permanent = new Set([
  'EC2AccessDeniedException',
  'InvalidRuntimeException',
  'InvalidSecurityGroupIDException',
  'InvalidSubnetIDException',
  'InvalidZipFileException',
  'KMSAccessDeniedException',
  'KMSDisabledException',
  'KMSInvalidStateException',
  'KMSNotFoundException',
])
