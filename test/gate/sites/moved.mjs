// Redirects to another address.
export const handler = async () => ({ statusCode: 301, headers: { location: 'https://www.example.com/' } })
