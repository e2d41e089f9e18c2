// Two parameters in one path.
export const handler = async ({ pathParameters: { user, post } }) =>
  user === 'ada' && post === '1' ? { statusCode: 200, body: 'first post' } : { statusCode: 404, body: 'no such post' }
