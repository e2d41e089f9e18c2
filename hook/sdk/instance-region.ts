// Stands in the bundle for the SDK's question to the metadata service of EC2, which a Lambda function cannot reach.
export const getInstanceMetadataRegion = async () => undefined
