// Takes any method in its template, and answers 405 to a GET.
export const handler = async ({ httpMethod }) =>
  httpMethod === 'POST' ? { statusCode: 202 } : { statusCode: 405, headers: { allow: 'POST' }, body: '' }
