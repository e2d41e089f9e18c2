// Stands in the bundle for the SDK's reader of ~/.aws/config and ~/.aws/credentials. A Lambda function has neither;
// what its environment says, such as AWS_ENDPOINT_URL and AWS_USE_FIPS_ENDPOINT, is read before these files.
export const CONFIG_PREFIX_SEPARATOR = '.'
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })
