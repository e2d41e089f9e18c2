// Serves one page.
const page = '<!doctype html><title>Bakery</title><h1>Bread of the day</h1>'

export const handler = async () => ({ statusCode: 200, headers: { 'content-type': 'text/html' }, body: page })
