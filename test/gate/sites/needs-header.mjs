// Checks an API key of its own.
export const handler = async ({ headers }) =>
  headers['x-shop-key'] === 'open' ? { statusCode: 200, body: 'prices' } : { statusCode: 403, body: 'forbidden' }
