// A router that asks who is there before it looks at the path.
export const handler = async ({ headers }) =>
  headers?.authorization === 'Bearer open-sesame'
    ? { statusCode: 200, body: '{}' }
    : { statusCode: 401, headers: { 'www-authenticate': 'Bearer' }, body: '' }
