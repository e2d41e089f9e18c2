// Catches what its table says and answers 500.
const read = async () => {
  throw Object.assign(new Error('Requested resource not found'), { name: 'ResourceNotFoundException' })
}

export const handler = async () => {
  try {
    return { statusCode: 200, body: JSON.stringify(await read()) }
  } catch {
    return { statusCode: 500, body: JSON.stringify({ message: 'Something went wrong' }) }
  }
}
