// Answers 400 without a query.
export const handler = async ({ queryStringParameters }) => {
  const { q } = queryStringParameters ?? {}
  return q ? { statusCode: 200, body: JSON.stringify({ q, hits: [] }) } : { statusCode: 400, body: 'q is missing' }
}
