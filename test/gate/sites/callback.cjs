// Answers by callback, as Lambda's runtimes up to Node.js 22 take it, and waits for nothing that is still open.
exports.handler = (_event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false
  callback(null, { statusCode: 200, body: 'called back' })
}
