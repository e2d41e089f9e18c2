import { InvalidAppSpecError } from '../hook/appspec.ts'
import { shown } from '../schema/sentence.ts'
import type { Target } from './finding.ts'

type FunctionName = Pick<Target, 'functionName' | 'invokeName' | 'arn' | 'accountId' | 'region'>

/**
 * A function as an AppSpec may name it (name, partial or full ARN, qualified or not) → the forms that the hook needs.
 * What the name leaves open is as in the hook's own ARN. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const parseFunctionName = (name: string, hookArn: string): FunctionName => {
  const own = partsOf(hookArn)
  const named = partsOf(name)
  const { functionName, partition = own.partition, region = own.region, accountId = own.accountId } = named
  if (!functionName) throw new InvalidAppSpecError(`AppSpec Name is ${shown(name)}; expected a function's name or ARN.`)
  if (!partition || !region || !accountId)
    throw new InvalidAppSpecError(`The hook's own ARN is ${shown(hookArn)}; expected that of a function.`)
  const arn = `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`
  return { functionName, invokeName: named.accountId ? arn : functionName, arn, accountId, region }
}

const partsOf = (name: string): Record<string, string | undefined> => ({ ...name.match(pattern)?.groups })

const pattern =
  /^(?:(?:arn:(?<partition>aws[a-z-]*):lambda:(?<region>[a-z]+(?:-[a-z]+)+-\d+):)?(?<accountId>\d{12}):function:)?(?<functionName>[\w.-]+)(?::[\w$-]+)?$/
