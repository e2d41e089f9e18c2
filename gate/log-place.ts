import type { Environment } from '../healthcheck/aws/client-configuration.ts'
import { logUrl } from '../healthcheck/console.ts'

/** Where the log of this Lambda function is, for the events of a stack: a link, or a log group if there is no console. */
export const logPlaceOf = (environment: Environment): string => {
  const { AWS_REGION = '', AWS_LAMBDA_LOG_GROUP_NAME = '', AWS_LAMBDA_LOG_STREAM_NAME } = environment
  const url = logUrl(AWS_REGION, AWS_LAMBDA_LOG_GROUP_NAME, AWS_LAMBDA_LOG_STREAM_NAME)
  return url ? `Log: ${url}` : `Log group: ${AWS_LAMBDA_LOG_GROUP_NAME}.`
}
