// Returns a value and leaves the response to the HTTP API.
export const handler = async () => ({ temperature: 21.5 })
