// Answers by callback, as Lambda's runtimes up to Node.js 22 take it.
exports.handler = (_event, _context, callback) => callback(null, { statusCode: 200, body: 'called back' })
