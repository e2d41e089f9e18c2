// GraphQL over GET, which needs a query.
export const handler = async ({ queryStringParameters }) =>
  queryStringParameters?.query
    ? { statusCode: 200, body: JSON.stringify({ data: {} }) }
    : { statusCode: 400, body: JSON.stringify({ errors: [{ message: 'Must provide query string.' }] }) }
