// Serves an image.
const pixel = 'R0lGODlhAQABAAAAACwAAAAAAQABAAA='

export const handler = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'image/gif' },
  body: pixel,
  isBase64Encoded: true,
})
