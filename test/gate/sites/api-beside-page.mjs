// A catch-all below /api, and a page.
export const handler = async ({ path }) =>
  path.startsWith('/api/') ? { statusCode: 404, body: 'no such resource' } : { statusCode: 200, body: '<h1>Docs</h1>' }
