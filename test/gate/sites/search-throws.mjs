// Throws without a query.
export const handler = async ({ queryStringParameters }) => ({
  statusCode: 200,
  body: JSON.stringify({ q: queryStringParameters.q.trim(), hits: [] }),
})
