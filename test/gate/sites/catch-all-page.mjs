// A single-page application: every path is the page.
export const handler = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><div id="app"></div>',
})
