const required = name => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

export const currency = required('CURRENCY')
