/** What a Lambda process finds in its environment, in addition to what the function sets. */
export type LambdaEnvironment = {
  region: string
  name: string
  version: string
  memoryMegabytes: number
  handler: string
  root: string
  runtime: string
  /** Where the AWS SDKs call instead of AWS. */
  endpointUrl: string
}

/**
 * The environment of a Lambda process. It starts empty. From the user's environment it gets only what a program needs to start,
 * never credentials. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const lambdaEnvironment = (
  lambda: LambdaEnvironment,
  own: Record<string, string>,
  user: Record<string, string | undefined>,
): Record<string, string> => ({
  ...bareEnvironment(user),
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  AWS_REGION: lambda.region,
  AWS_DEFAULT_REGION: lambda.region,
  AWS_ACCESS_KEY_ID: 'REHEARSAL',
  AWS_SECRET_ACCESS_KEY: 'rehearsal',
  AWS_SESSION_TOKEN: 'rehearsal',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: nowhere,
  AWS_SHARED_CREDENTIALS_FILE: nowhere,
  AWS_ENDPOINT_URL: lambda.endpointUrl,
  AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: lambda.name,
  AWS_LAMBDA_FUNCTION_VERSION: lambda.version,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMegabytes),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'rehearsal',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  LAMBDA_TASK_ROOT: lambda.root,
  _HANDLER: lambda.handler,
  ...own,
})

/** The part of the user's environment that a program needs to start. */
export const bareEnvironment = (user: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    needed.flatMap(name => {
      const value = user[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )

const needed = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']
const nowhere = '/dev/null'
