// Lists orders, and takes new ones on the same path.
export const handler = async ({ httpMethod, body }) => {
  if (httpMethod === 'GET') return { statusCode: 200, body: '[]' }
  const order = JSON.parse(body)
  return { statusCode: 201, body: JSON.stringify(order) }
}
