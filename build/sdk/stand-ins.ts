// Replacements for parts of the AWS SDK that the hook does not use; build/plugins/slim-sdk.js puts them into the bundle.
// Node parses every byte of a bundle before the first line runs.

// @smithy/core/retry: each client tries once, and call-with-retry.ts repeats the call.
export const DEFAULT_RETRY_MODE = 'standard'
export const RETRY_MODES = {}
export const NODE_MAX_ATTEMPT_CONFIG_OPTIONS = {}
export const NODE_RETRY_MODE_CONFIG_OPTIONS = {}
export const resolveRetryConfig = <Config>(config: Config): Config => config
// others of the SDK's own middlewares stand before and after it by its name
export const getRetryPlugin = () => ({
  applyToStack: (stack: { add(middleware: unknown, options: object): void }) =>
    stack.add((next: unknown) => next, { name: 'retryMiddleware', step: 'finalizeRequest', priority: 'high' }),
})

// @smithy/core/event-streams: none of the five calls has one.
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config
export const eventStreamSerdeProvider = undefined
export const EventStreamSerde = undefined

// The reader of ~/.aws/config and ~/.aws/credentials, which a Lambda function does not have. What the environment says,
// such as AWS_ENDPOINT_URL or AWS_USE_FIPS_ENDPOINT, comes before these files and is read as usual.
export const CONFIG_PREFIX_SEPARATOR = '.'
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })

// The warning that a later version of the SDK will not run on this Node: which Node the hook runs on is for
// template.yaml to say, and which SDK for the lock file.
export const emitWarningIfUnsupportedVersion = () => undefined
export const state = { warningEmitted: true }
