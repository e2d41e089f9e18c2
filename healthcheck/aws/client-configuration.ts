import { environmentCredentials } from './credentials.ts'

type Service = 'CLOUDFORMATION' | 'CODEDEPLOY' | 'LAMBDA' | 'SNS'

export type Environment = Record<string, string | undefined>

/**
 * How each client of the AWS SDK is configured. Retries are made by call-with-retry.ts, and the time of a call is that of
 * time-limit.ts: Invoke may take 300 s, in which nothing moves on its socket. There is a socket for each function, so
 * that none waits for another.
 *
 * @param service as in the name of the variable that sets its endpoint
 */
export const clientConfiguration = (environment: Environment, service: Service) => {
  const { AWS_REGION, AWS_ENDPOINT_URL, [`AWS_ENDPOINT_URL_${service}`]: endpoint = AWS_ENDPOINT_URL } = environment
  return {
    ...(AWS_REGION && { region: AWS_REGION }),
    ...(endpoint && { endpoint }),
    credentials: environmentCredentials(environment),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 0,
      socketTimeout: 0,
      httpAgent: agent,
      httpsAgent: agent,
    },
  }
}

const agent = { keepAlive: true, maxSockets: 1_000 }
