/** The stage of an HTTP API that is served at the root of its address. */
export const defaultStage = '$default'

/**
 * A path as an HTTP API hands it on: behind the name of its stage, unless that is the default.
 * https://github.com/aws-powertools/powertools-lambda-python/issues/621
 * https://github.com/dougmoscrop/serverless-http/pull/143
 */
export const pathInStage = (stage: string, path: string): string => (stage === defaultStage ? path : `/${stage}${path}`)
