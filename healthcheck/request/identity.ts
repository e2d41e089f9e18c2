import type { APIGatewayEventIdentity } from 'aws-lambda'
import { sourceIp } from './http-request.ts'

export type Identity = Omit<APIGatewayEventIdentity, 'apiKey' | 'apiKeyId' | 'clientCert'>

/** The caller in format 1.0: not authenticated. */
export const anonymous = (userAgent: string): Identity => ({
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp,
  user: null,
  userAgent,
  userArn: null,
})
