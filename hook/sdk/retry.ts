// Stands in the bundle for @smithy/core/retry, a twelfth of what the SDK makes Node parse: the clients are told to try
// once, and insist.ts asks again.
export const DEFAULT_RETRY_MODE = 'standard'
export const RETRY_MODES = {}
export const NODE_MAX_ATTEMPT_CONFIG_OPTIONS = {}
export const NODE_RETRY_MODE_CONFIG_OPTIONS = {}
export const resolveRetryConfig = <Config>(config: Config): Config => config
export const getRetryPlugin = () => ({ applyToStack: () => undefined })
