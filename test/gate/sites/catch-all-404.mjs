// A router behind a catch-all that knows no health check.
const routes = new Map([['GET /cart', () => ({ items: [] })]])

export const handler = async ({ httpMethod, path }) => {
  const route = routes.get(`${httpMethod} ${path}`)
  return route
    ? { statusCode: 200, body: JSON.stringify(route()) }
    : { statusCode: 404, body: JSON.stringify({ message: `No route for ${path}` }) }
}
