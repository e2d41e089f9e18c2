import { type JsonMap, own } from '../schema/json.ts'
import { type ParameterValues, parameterValuesOf } from './parameters.ts'

/** What is known about a stack before its deployment. Made by {@link knownOf} only, so that no part is forgotten. */
export type Known = ParameterValues & {
  /** Values of pseudo parameters such as `AWS::Region`. */
  pseudo: JsonMap
  mappings: unknown
  conditions: unknown
}

/** A part that is undefined is not known. */
type Circumstances = { parameters?: unknown; region?: unknown; accountId?: unknown; stackName?: unknown }

export const knownOf = (template: unknown, about: Circumstances): Known => ({
  ...parameterValuesOf(template, about.parameters),
  pseudo: pseudoParameters(about),
  mappings: own(template, 'Mappings'),
  conditions: own(template, 'Conditions'),
})

const pseudoParameters = ({ region, accountId, stackName }: Circumstances): JsonMap => ({
  ...(typeof region === 'string' && {
    'AWS::Region': region,
    'AWS::Partition': partitionOf(region).name,
    'AWS::URLSuffix': partitionOf(region).suffix,
  }),
  ...(typeof accountId === 'string' && { 'AWS::AccountId': accountId }),
  ...(typeof stackName === 'string' && { 'AWS::StackName': stackName }),
})

type Partition = { prefix: string; name: string; suffix: string }

const partitionOf = (region: string): Partition =>
  partitions.find(({ prefix }) => region.startsWith(prefix)) ?? { prefix: '', name: 'aws', suffix: 'amazonaws.com' }

/** As of 2026-11. https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json */
const partitions: readonly Partition[] = [
  { prefix: 'cn-', name: 'aws-cn', suffix: 'amazonaws.com.cn' },
  { prefix: 'us-gov-', name: 'aws-us-gov', suffix: 'amazonaws.com' },
  { prefix: 'us-iso-', name: 'aws-iso', suffix: 'c2s.ic.gov' },
  { prefix: 'us-isob-', name: 'aws-iso-b', suffix: 'sc2s.sgov.gov' },
  { prefix: 'eu-isoe-', name: 'aws-iso-e', suffix: 'cloud.adc-e.uk' },
  { prefix: 'us-isof-', name: 'aws-iso-f', suffix: 'csp.hci.ic.gov' },
  { prefix: 'eusc-', name: 'aws-eusc', suffix: 'amazonaws.eu' },
]
