import { refName } from './parameters.ts'
import { dig, isMap, type JsonMap, own } from './template.ts'

/**
 * The functions that an OpenAPI body in the template integrates by their unqualified ARN, and that API Gateway may
 * invoke only by the permission that SAM makes for their events. Once such a function has an alias, SAM gives that
 * permission on the alias instead, and every request to the body's API fails.
 */
export const unqualifiedIntegrations = (resources: JsonMap): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const resource of Object.values(resources)) collect(bodyOf(resource), false, found)
  for (const resource of Object.values(resources)) found.delete(permitted(resource) ?? '')
  return found
}

const bodyOf = (resource: unknown): unknown => {
  const type = own(resource, 'Type')
  if (type === 'AWS::Serverless::Api' || type === 'AWS::Serverless::HttpApi')
    return dig(resource, 'Properties', 'DefinitionBody')
  if (type === 'AWS::ApiGateway::RestApi' || type === 'AWS::ApiGatewayV2::Api')
    return dig(resource, 'Properties', 'Body')
  return undefined
}

const collect = (value: unknown, inIntegration: boolean, found: Set<string>): void => {
  if (typeof value === 'string' && inIntegration) for (const name of unqualifiedArns(value)) found.add(name)
  if (typeof value !== 'object' || value === null) return
  if (inIntegration) found.add(arnOf(value) ?? '')
  for (const [key, entry] of Object.entries(value))
    collect(entry, inIntegration || key === 'x-amazon-apigateway-integration', found)
}

/** `…${Site.Arn}/invocations` names it unqualified, `…${Site.Arn}:live/invocations` does not. */
const unqualifiedArns = (text: string): string[] =>
  [...text.matchAll(/\$\{(\w+)\.Arn\}(?!:)/g)].map(([, logicalId]) => String(logicalId))

/** The logical ID in `!GetAtt Site.Arn`, as a list or as the string of its short form. */
const arnOf = (value: unknown): string | undefined => {
  const attribute = own(value, 'Fn::GetAtt')
  const [, logicalId] =
    [attribute]
      .flat()
      .join('.')
      .match(/^(\w+)\.Arn$/) ?? []
  return logicalId
}

/** The function that a permission of the template's own names unqualified. */
const permitted = (resource: unknown): string | undefined => {
  if (!isMap(resource) || resource.Type !== 'AWS::Lambda::Permission') return undefined
  const name = dig(resource, 'Properties', 'FunctionName')
  return refName(name) ?? arnOf(name)
}
