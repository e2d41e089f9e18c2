// Redirects whoever is not signed in.
export const handler = async ({ headers }) =>
  headers?.Cookie
    ? { statusCode: 200, body: 'hello again' }
    : { statusCode: 302, headers: { location: '/login' }, body: '' }
