/** Every value of every parameter, decoded. */
export const multiValues = (rawQuery: string): Record<string, string[]> => {
  const values = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(rawQuery)) values.set(name, [...(values.get(name) ?? []), value])
  return Object.fromEntries(values)
}

/** The last value of every parameter, decoded: format 1.0. */
export const lastValues = (rawQuery: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(rawQuery))

/** All values of a parameter, decoded and joined by commas: format 2.0. */
export const joinedValues = (rawQuery: string): Record<string, string> =>
  Object.fromEntries(Object.entries(multiValues(rawQuery)).map(([name, values]) => [name, values.join(',')]))

/** The last value of every parameter, as it was sent: load balancers do not decode. */
export const undecodedValues = (rawQuery: string): Record<string, string> =>
  Object.fromEntries(
    rawQuery
      .split('&')
      .filter(Boolean)
      .map(parameter => {
        const [name = '', ...value] = parameter.split('=')
        return [name, value.join('=')]
      }),
  )

/** `null` where there is nothing, as API Gateway has it in format 1.0. */
export const orNull = <Values extends object>(values: Values): Values | null =>
  Object.keys(values).length ? values : null
