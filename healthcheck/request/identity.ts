import type { APIGatewayEventIdentity } from 'aws-lambda'
import { sourceIp } from './probe.ts'

export type Identity = Omit<APIGatewayEventIdentity, 'apiKey' | 'apiKeyId' | 'clientCert'>

/** The caller in format 1.0: nobody who had to say who they are. */
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
