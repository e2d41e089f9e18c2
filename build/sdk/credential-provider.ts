import { environmentCredentials } from '../../healthcheck/aws/credentials.ts'

/** Stands in the bundle for the SDK's chain of providers, of which a Lambda function never gets past the first. */
export const defaultProvider = () => environmentCredentials(process.env)
