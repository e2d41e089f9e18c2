import type { ResourceResponse } from '../aws/cloud-formation.ts'
import type { StackEvent } from '../deployment/timeline.ts'
import type { GateResource } from '../plan/stack-gate.ts'

/** What the stack's events say of a custom resource in the end, in CloudFormation's words of 2026-11. */
export const stackEventOf = (
  { logicalId }: GateResource,
  requestId: string,
  response: ResourceResponse | undefined,
): StackEvent => {
  if (response?.status === 'SUCCESS') return { logicalId, status: 'CREATE_COMPLETE' }
  const reason = response
    ? `Received response status [FAILED] from custom resource. Message returned: ${response.reason} (RequestId: ${requestId})`
    : `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}].`
  return { logicalId, status: 'CREATE_FAILED', reason }
}
