// Takes orders, and serves no GET.
export const handler = async ({ body }) => ({ statusCode: 201, body: JSON.stringify(JSON.parse(body)) })
