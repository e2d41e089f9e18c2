import { TimeLimitError } from './time-limit.ts'

/** Why a call of an AWS API failed, and whether the same call may succeed later. */
export type Failure = { name: string; message: string; retryable: boolean }

/** Reads an error of the AWS SDK, of the network or of a time limit. */
export const parseFailure = (error: unknown): Failure => {
  const { name, message, code, $metadata }: Partial<WireError> = Object(error)
  const statusCode = $metadata?.httpStatusCode
  return {
    name: String(code && !statusCode ? code : (name ?? 'Error')),
    message: (message || String(error)).split('\n', 1)[0] ?? '',
    retryable: error instanceof TimeLimitError || isTransient(String(name), statusCode, code),
  }
}

/** `Lambda.Invoke failed: TooManyRequestsException: Rate Exceeded.` */
export const describeFailure = (call: string, { name, message }: Pick<Failure, 'name' | 'message'>): string =>
  `${call} failed: ${name}${message && message !== name ? `: ${message.replace(/\.?$/, '.')}` : '.'}`

type WireError = { name: string; message: string; code: unknown; $metadata: { httpStatusCode?: number } }

// With an answer the status code counts, unless the name says otherwise. Without one, a network error has a code.
const isTransient = (name: string, statusCode: number | undefined, code: unknown): boolean => {
  if (statusCode === undefined) return typeof code === 'string' || name === 'TimeoutError'
  if (permanent.has(name)) return false
  return transient.has(name) || [408, 409, 429].includes(statusCode) || statusCode >= 500
}

/** These pass with time, whatever their status code. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const transient = new Set([
  'EFSIOException',
  'EFSMountConnectivityException',
  'EFSMountFailureException',
  'ThrottledException',
  'ThrottlingException',
  // an answer that is not JSON: from something between the service and here
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
