// Takes numbers only.
export const handler = async ({ pathParameters: { id } }) =>
  /^\d+$/.test(id)
    ? { statusCode: 200, body: JSON.stringify({ id: Number(id) }) }
    : { statusCode: 400, body: JSON.stringify({ message: 'id must be a number' }) }
