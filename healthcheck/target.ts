import { shown } from '../schema/sentence.ts'

/** One function that is deployed: the new version, and the version that serves visitors now. */
export type Target = FunctionName & { currentVersion: string; targetVersion: string }

export type FunctionName = {
  functionName: string
  /** The function as the deployment names it, without a qualifier. */
  invokeName: string
  /** Unqualified. */
  arn: string
  accountId: string
  region: string
}

/** A name that Lambda would not know. The message is a sentence for the log. */
export class InvalidFunctionNameError extends Error {
  override name = 'InvalidFunctionNameError'
}

/**
 * A function as a deployment may name it (name, partial or full ARN, qualified or not) → the forms that the health check
 * needs. What the name leaves open is as in the ARN of the Lambda function that runs it.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 *
 * @param subject what the name is called where it was written, such as `AppSpec Name`
 * @throws InvalidFunctionNameError
 */
export const parseFunctionName = (name: string, ownArn: string, subject: string): FunctionName => {
  const own = partsOf(ownArn)
  const named = partsOf(name)
  const { functionName, partition = own.partition, region = own.region, accountId = own.accountId } = named
  if (!functionName)
    throw new InvalidFunctionNameError(`${subject} is ${shown(name)}; expected the name or ARN of a function.`)
  if (!partition || !region || !accountId)
    throw new InvalidFunctionNameError(
      `The Lambda function's own ARN is ${shown(ownArn)}; expected the ARN of a function.`,
    )
  const arn = `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`
  return { functionName, invokeName: named.accountId ? arn : functionName, arn, accountId, region }
}

const partsOf = (name: string): Record<string, string | undefined> => ({ ...name.match(pattern)?.groups })

const pattern =
  /^(?:(?:arn:(?<partition>aws[a-z-]*):lambda:(?<region>[a-z]+(?:-[a-z]+)+-\d+):)?(?<accountId>\d{12}):function:)?(?<functionName>[\w.-]+)(?::[\w$-]+)?$/
