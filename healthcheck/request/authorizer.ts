import type { AuthorizerKind } from '../../schema/tags.ts'

/**
 * What an authorizer that said yes adds to `requestContext.authorizer`, without a caller: no claim, no scope, no context.
 * IAM adds nothing there in format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
const contexts: Record<'rest' | 'http1' | 'http2', Record<AuthorizerKind, object | undefined>> = {
  rest: { Cognito: { claims: {} }, JWT: { claims: {} }, Lambda: { principalId: 'codedeployhook' }, IAM: undefined },
  http1: { Cognito: { claims: {} }, JWT: { claims: {}, scopes: null }, Lambda: {}, IAM: undefined },
  http2: {
    Cognito: { jwt: { claims: {}, scopes: null } },
    JWT: { jwt: { claims: {}, scopes: null } },
    Lambda: { lambda: {} },
    IAM: { iam: {} },
  },
}

export const authorizerContext = (
  api: keyof typeof contexts,
  kind: AuthorizerKind | undefined,
): { authorizer?: object } => {
  const authorizer = kind && contexts[api][kind]
  return authorizer ? { authorizer } : {}
}
