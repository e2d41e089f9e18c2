import { own } from '../schema/json.ts'
import type { Path } from '../schema/problem.ts'

/**
 * The macro's event as far as the macro reads it. `transformPath` is where the template lists the macro: CloudFormation
 * does not say, the command line does.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html
 */
export type MacroInput = {
  fragment: unknown
  params?: unknown
  templateParameterValues?: unknown
  region?: unknown
  accountId?: unknown
  transformPath?: Path
}

export const inputOf = (event: unknown): MacroInput => ({
  fragment: own(event, 'fragment'),
  params: own(event, 'params'),
  templateParameterValues: own(event, 'templateParameterValues'),
  region: own(event, 'region'),
  accountId: own(event, 'accountId'),
})
