import { randomUUID } from 'node:crypto'
import { accountId } from '../../macro/macro-event.ts'
import type { PendingResource } from '../aws/cloud-formation.ts'
import { functionArn } from '../aws/function-arn.ts'
import type { GateResource } from '../plan/stack-gate.ts'
import { gateName } from './gate.ts'

/** The version that the custom resource names. */
export type Named = { functionName: string; version: string }

/** Where the custom resource is created, and what waits for it. */
export type ResourceWorld = { region: string; endpointUrl: string } & Pick<PendingResource, 'onStatus' | 'onResponse'>

/**
 * CloudFormation's request to create a custom resource, and what waits for the response.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-create.html
 */
export const requestCreation = (
  { logicalId, serviceTimeoutSeconds }: GateResource,
  { functionName, version }: Named,
  { region, endpointUrl, onStatus, onResponse }: ResourceWorld,
) => {
  const requestId = randomUUID()
  // a stack of its own, so that it is known for which custom resource the gate reads the stack's status
  const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/rehearsal/${randomUUID()}`
  const key = `${stackId}|${logicalId}|${requestId}`
  const serviceToken = functionArn(region, gateName)
  const event = {
    RequestType: 'Create',
    ServiceToken: serviceToken,
    ResponseURL: `${endpointUrl}/${encodeURIComponent(key)}?X-Amz-Signature=rehearsal`,
    StackId: stackId,
    RequestId: requestId,
    LogicalResourceId: logicalId,
    ResourceType: 'Custom::WebsiteHealthcheck',
    // CloudFormation sends every scalar as a text
    ResourceProperties: {
      ServiceToken: serviceToken,
      ServiceTimeout: String(serviceTimeoutSeconds),
      FunctionName: functionName,
      Version: version,
    },
  }
  return { event, requestId, pending: { key, stackId, onStatus, onResponse } }
}
