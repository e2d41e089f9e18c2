// A router with a route for health checks.
const routes = {
  'GET /healthcheck': () => ({ statusCode: 200, body: 'ok' }),
  'GET /': () => ({ statusCode: 200, body: 'welcome' }),
}

export const handler = async ({ httpMethod, path }) =>
  routes[`${httpMethod} ${path}`]?.() ?? { statusCode: 404, body: 'not found' }
