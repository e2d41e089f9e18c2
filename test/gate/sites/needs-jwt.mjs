// Reads the claims of a JWT authorizer, if there are any.
export const handler = async ({ requestContext }) => {
  const subject = requestContext.authorizer?.jwt?.claims?.sub
  return subject ? { statusCode: 200, body: subject } : { statusCode: 401, body: 'who are you?' }
}
