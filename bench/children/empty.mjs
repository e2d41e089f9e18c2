export const handler = undefined
