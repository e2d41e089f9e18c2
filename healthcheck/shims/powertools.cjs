// CommonJS, because a require inside a function does not run before the function is called: nothing is logged before the
// first probe, and a Lambda function that starts has better things to do.
exports.createLogger = options => new (require('@aws-lambda-powertools/logger').Logger)(options)
exports.createMetrics = options => new (require('@aws-lambda-powertools/metrics').Metrics)(options)
