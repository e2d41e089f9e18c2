import type { Probed } from '../../healthcheck/compare.ts'

// What a probe may find.

export const accepts = (statusCode: number): Probed => ({ kind: 'healthy', statusCode })

/** A status code that the Matcher does not accept. */
export const answers = (statusCode: number): Probed => ({
  kind: 'unhealthy',
  reason: 'Healthcheck.ResponseCodeMismatch',
  statusCode,
  matcher: '200-399',
})

export const throwing = (name: string, message = 'no', functionLog?: string[]): Probed => ({
  kind: 'unhealthy',
  reason: 'Healthcheck.FunctionError',
  error: { name, message },
  during: 'run',
  ...(functionLog && { functionLog }),
})

export const hangs: Probed = { kind: 'unhealthy', reason: 'Healthcheck.Timeout', timeoutSeconds: 29 }

export const malformed: Probed = {
  kind: 'unhealthy',
  reason: 'Healthcheck.MalformedResponse',
  statusCode: 502,
  problem: 'It is not a map.',
  service: 'API Gateway',
}
