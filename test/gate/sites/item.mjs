// Looks an item up.
const items = new Map([['1', { name: 'kettle' }]])

export const handler = async ({ pathParameters }) => {
  const item = items.get(pathParameters.id)
  return item
    ? { statusCode: 200, body: JSON.stringify(item) }
    : { statusCode: 404, body: '{"message":"no such item"}' }
}
