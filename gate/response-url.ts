import type { Environment } from '../healthcheck/aws/client-configuration.ts'

/**
 * Whether a URL belongs to CloudFormation's own bucket in this Region. The gate sends its response nowhere else, no
 * matter who invokes it.
 *
 * The bucket's name has the Region without dashes:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html
 * If the environment sets another endpoint for S3, the URL must be on that endpoint.
 */
export const createResponseUrlCheck = (environment: Environment): ((url: string) => boolean) => {
  const { AWS_REGION = '', AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 = AWS_ENDPOINT_URL } = environment
  const hosts = hostsOf(AWS_REGION)
  return text => {
    if (!URL.canParse(text)) return false
    const url = new URL(text)
    if (AWS_ENDPOINT_URL_S3) return url.origin === new URL(AWS_ENDPOINT_URL_S3).origin
    return url.protocol === 'https:' && url.port === '' && url.username === '' && hosts.has(url.hostname)
  }
}

/** Virtual-hosted addresses, global and of the Region, in both spellings of S3. */
const hostsOf = (region: string): ReadonlySet<string> => {
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`
  const endpoints = ['s3', `s3.${region}`, `s3-${region}`, `s3.dualstack.${region}`]
  return new Set(endpoints.flatMap(endpoint => domains.map(domain => `${bucket}.${endpoint}.${domain}`)))
}

/** Of the partitions: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json */
const domains = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'c2s.ic.gov',
  'sc2s.sgov.gov',
  'csp.hci.ic.gov',
  'cloud.adc-e.uk',
]
