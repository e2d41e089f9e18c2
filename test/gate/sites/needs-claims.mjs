// Reads the claims of a Cognito authorizer.
export const handler = async ({ requestContext }) => ({
  statusCode: 200,
  body: `Hello, ${requestContext.authorizer.claims.email}`,
})
