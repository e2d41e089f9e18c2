import { isNoValue, refName, resolve } from '../../sam/intrinsics.ts'
import { knownOf } from '../../sam/known.ts'
import { isOfSsm, parameterValuesOf } from '../../sam/parameters.ts'
import { transformEntries, transformName } from '../../sam/transform-section.ts'
import { isMap, type JsonMap, own } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
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

/** The placeholder for the user's account. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const accountId = '123456789012'

/** The macro's event for a template, with the parameters at their defaults unless overridden. */
export const macroEvent = ({ value }: Template, overrides: Overrides, region: string): MacroEvent => {
  const { Transform: _, ...fragment } = value
  const templateParameterValues = parameterValues(value, overrides)
  const known = { ...knownOf(value, { region, accountId }), parameters: readable(value, templateParameterValues) }
  const written = own(
    transformEntries(value).find(entry => transformName(entry) === macroName),
    'Parameters',
  )
  const params = Object.entries(isMap(written) ? written : {}).flatMap(([name, param]) => {
    const found = resolve(param, known)
    return isNoValue(found) || isLeftToSsm(param, value) ? [] : [[name, found] as const]
  })
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

/** All but those of SSM parameter types, whose values only CloudFormation reads. */
const readable = (template: JsonMap, values: JsonMap): JsonMap => {
  const { parameters, secrets } = parameterValuesOf(template, values)
  return { ...parameters, ...secrets }
}

/** Without such a setting the preview shows what is in effect otherwise. */
const isLeftToSsm = (param: unknown, template: JsonMap): boolean =>
  isOfSsm(own(own(template, 'Parameters'), refName(param) ?? ''))
