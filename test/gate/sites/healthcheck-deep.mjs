// A health check that looks at its configuration.
const table = process.env.TABLE_NAME

export const handler = async () =>
  table ? { statusCode: 200, body: JSON.stringify({ table: 'up' }) } : { statusCode: 503, body: 'no table' }
