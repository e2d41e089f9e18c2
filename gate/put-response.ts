/**
 * Stores a response at its presigned URL; rejects unless S3 has taken it. An empty content type is part of the signature.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
 */
export const putResponse = async (url: string, body: string, signal: AbortSignal): Promise<void> => {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body,
    signal,
    redirect: 'error',
  }).catch(error => {
    // what happened to the connection, without the URL
    throw error.cause ?? error
  })
  if (!response.ok) throw new NotStoredError(response.status)
}

/** Has the form of the AWS SDK's errors, from which failure.ts decides whether to try again. */
class NotStoredError extends Error {
  override name = 'NotStored'
  readonly $metadata: { httpStatusCode: number }
  constructor(httpStatusCode: number) {
    super(`status ${httpStatusCode}`)
    this.$metadata = { httpStatusCode }
  }
}
