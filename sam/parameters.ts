import { isMap, type JsonMap, own, textOf } from '../schema/json.ts'

/** The values of a template's parameters by name, by what may be done with them. */
export type ParameterValues = {
  /** May be computed with, and show where a setting of the hook needs one. */
  parameters: JsonMap
  /** Of NoEcho parameters: never to be shown, and not computed with, since results tell something about them. */
  secrets: JsonMap
  /**
   * Of SSM parameter types: the name in the parameter store instead of the value, which only CloudFormation reads.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
   */
  ssmNames: JsonMap
}

/** @param values templateParameterValues, as a macro gets them */
export const parameterValuesOf = (template: unknown, values: unknown): ParameterValues => {
  const declared = own(template, 'Parameters')
  const given = isMap(values) ? values : {}
  const all = (names: JsonMap, isMeant: (declaration: unknown) => boolean): JsonMap =>
    Object.fromEntries(
      Object.keys(names).flatMap(name => (isMeant(own(declared, name)) ? [[name, own(given, name)]] : [])),
    )
  const mayHaveNoValue = isMap(declared) ? declared : {}
  return {
    parameters: all(given, declaration => !isOfSsm(declaration) && !isSecret(declaration)),
    secrets: all(mayHaveNoValue, declaration => !isOfSsm(declaration) && isSecret(declaration)),
    ssmNames: all(mayHaveNoValue, isOfSsm),
  }
}

export const isOfSsm = (declaration: unknown): boolean =>
  textOf(own(declaration, 'Type') ?? '').startsWith('AWS::SSM::')

/** Anything but an absent or false NoEcho, so that a spelling which is not known here does not show a secret. */
export const isSecret = (declaration: unknown): boolean => {
  const noEcho = textOf(own(declaration, 'NoEcho') ?? false)
  return noEcho.toLowerCase() !== 'false'
}
