/** The credentials that Lambda puts into the environment of every function. */
export const environmentCredentials = (environment: Record<string, string | undefined>) => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment
  return {
    accessKeyId: AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  }
}

/** Stands in the bundle for the SDK's chain of providers, of which a Lambda function never gets past the first. */
export const defaultProvider = () => environmentCredentials(process.env)
