import { resolve } from '../../sam/intrinsics.ts'
import { isMap, type JsonMap, own, textOf } from '../../schema/json.ts'
import type { Path } from '../../schema/problem.ts'
import { type Overrides, parameterValues } from '../template/parameters.ts'
import type { Template } from '../template/template.ts'

/** What CloudFormation would send to the macro. */
export type MacroEvent = {
  accountId: string
  region: string
  transformId: string
  requestId: string
  fragment: JsonMap
  params: JsonMap
  templateParameterValues: JsonMap
}

/** The name under which template.yaml registers the macro. */
export const macroName = 'WebsiteHealthcheck'

/** The account that stands for the user's own. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const accountId = '123456789012'

/** The entry of the Transform section that names the macro, or the section where none does. */
export const transformPath = (template: JsonMap): Path => {
  if (!Array.isArray(template.Transform)) return ['Transform']
  const index = transformsOf(template).indexOf(macroName)
  return index < 0 ? ['Transform'] : ['Transform', index]
}

/** Names of the entries of a template's Transform, in order. */
export const transformsOf = (template: JsonMap): string[] => entriesOf(template).map(nameOf)

/** A sentence where the order of the Transform leaves the macro without effect: it has to see the functions before SAM does. */
export const transformProblem = (template: JsonMap): string | undefined => {
  const names = transformsOf(template)
  const [ours, sam] = [names.indexOf(macroName), names.indexOf(samName)]
  if (ours < 0 || ours < sam) return undefined
  const found = sam < 0 ? `Transform has no ${samName}` : `Transform lists ${samName} before ${macroName}`
  return `${found}; expected [${macroName}, ${samName}].`
}

const samName = 'AWS::Serverless-2016-10-31'

/** The macro's event for a template, with the parameters at their defaults unless overridden. */
export const macroEvent = ({ value }: Template, overrides: Overrides, region: string): MacroEvent => {
  const { Transform: _, ...fragment } = value
  const templateParameterValues = parameterValues(value, overrides)
  const pseudo = { 'AWS::Region': region, 'AWS::AccountId': accountId }
  const known = { parameters: { ...pseudo, ...templateParameterValues }, mappings: undefined }
  const written = own(
    entriesOf(value).find(entry => nameOf(entry) === macroName),
    'Parameters',
  )
  const params = Object.entries(isMap(written) ? written : {}).map(([name, param]) => [name, resolve(param, known)])
  return {
    accountId,
    region,
    transformId: `${accountId}::${macroName}`,
    requestId: '00000000-0000-4000-8000-000000000000',
    fragment,
    params: Object.fromEntries(params),
    templateParameterValues,
  }
}

const entriesOf = (template: JsonMap): unknown[] => {
  const transform = own(template, 'Transform')
  return transform === undefined ? [] : [transform].flat()
}

const nameOf = (entry: unknown): string => textOf(isMap(entry) ? own(entry, 'Name') : entry)
