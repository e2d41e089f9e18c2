// A router that throws on a path that it does not know.
class RouteError extends Error {
  name = 'RouteError'
}

export const handler = async ({ path }) => {
  if (path !== '/cart') throw new RouteError(`Unknown path ${path}`)
  return { statusCode: 200, body: '[]' }
}
