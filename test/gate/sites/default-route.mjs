// An HTTP API with the route $default.
export const handler = async ({ rawPath }) =>
  rawPath === '/' ? { statusCode: 200, body: 'home' } : { statusCode: 404, body: 'nothing here' }
