// Throws for an item that is not there.
const items = { 1: { name: 'kettle' } }

export const handler = async ({ pathParameters }) => ({
  statusCode: 200,
  body: items[pathParameters.id].name.toUpperCase(),
})
