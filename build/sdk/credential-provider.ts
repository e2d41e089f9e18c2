import { environmentCredentials } from '../../healthcheck/aws/credentials.ts'

/** Replaces the SDK's chain of providers in the bundle: a Lambda function never gets past the first one. */
export const defaultProvider = () => environmentCredentials(process.env)
