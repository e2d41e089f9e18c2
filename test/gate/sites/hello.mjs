// What `sam init` starts with.
export const handler = async () => ({ statusCode: 200, body: JSON.stringify({ message: 'hello world' }) })
