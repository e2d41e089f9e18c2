// Lets the error of its table through.
const read = async () => {
  throw Object.assign(new Error('Requested resource not found'), { name: 'ResourceNotFoundException' })
}

export const handler = async () => ({ statusCode: 200, body: JSON.stringify(await read()) })
