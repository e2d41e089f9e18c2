import { resolve } from '../../../sam/intrinsics.ts'
import type { Known } from '../../../sam/known.ts'
import { dig, isMap, type JsonMap, own, textOf } from '../../../schema/json.ts'

/**
 * A value with recognizable stand-ins (an ARN, a URL or a name) for what is known only after deployment.
 * Undefined if there is no such stand-in.
 */
export const standInFor = (written: unknown, template: JsonMap, known: Known): unknown => {
  const found = resolve(withStandIns(written, template, known), known)
  return typeof found === 'object' ? undefined : found
}

const withStandIns = (written: unknown, template: JsonMap, known: Known): unknown => {
  const value = resolve(written, known)
  const inner = (entry: unknown) => withStandIns(entry, template, known)
  if (Array.isArray(value)) return value.map(inner)
  if (!isMap(value)) return value
  const [[name, argument] = ['', undefined]] = Object.entries(value)
  if (name === 'Ref') return referred(textOf(argument), template, known)
  if (name === 'Fn::GetAtt') return attribute([argument].flat().map(textOf).join('.'), template, known)
  if (name === 'Fn::ImportValue') return textOf(inner(argument))
  if (name === 'Fn::GetAZs') return ['a', 'b', 'c'].map(zone => `${textOf(own(known.pseudo, 'AWS::Region'))}${zone}`)
  // where the condition is not known, as if it held
  if (name === 'Fn::If' && Array.isArray(argument)) return inner(argument[1])
  if (name === 'Fn::Sub') return substituted(argument, template, known)
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, inner(entry)]))
}

const substituted = (argument: unknown, template: JsonMap, known: Known): unknown => {
  const [text, variables] = [argument].flat()
  const given = isMap(variables) ? variables : {}
  const names = Array.from(textOf(text).matchAll(/\$\{([^!{}][^{}]*)\}/g), ([, name = '']) => name.trim())
  const values = names.map(name => {
    const value = own(given, name)
    if (value !== undefined) return [name, withStandIns(value, template, known)] as const
    const found = name.includes('.') ? attribute(name, template, known) : referred(name, template, known)
    return [name, found] as const
  })
  return { 'Fn::Sub': [text, Object.fromEntries(values)] }
}

const referred = (name: string, template: JsonMap, known: Known): unknown => {
  const value = resolve({ Ref: name }, known)
  if (!isMap(value)) return Array.isArray(value) ? value.map(textOf).join(',') : value
  if (name === 'AWS::StackName') return 'rehearsal'
  if (name === 'AWS::StackId') return arn('cloudformation', 'stack/rehearsal', known)
  const type = typeOf(name, template)
  if (refIsArn.includes(type)) return arnOf(name, type, known)
  if (type === 'AWS::SQS::Queue') return urlOf(name)
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name
}

/** For these types, Ref returns the ARN. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html */
const refIsArn = [
  'AWS::SNS::Topic',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
  'AWS::Serverless::StateMachine',
]

const attribute = (written: string, template: JsonMap, known: Known): string => {
  const [logicalId = '', ...rest] = written.split('.')
  const name = rest.at(-1) ?? ''
  if (/Arns?$/i.test(name)) return arnOf(logicalId, typeOf(logicalId, template), known)
  if (/ur[il]$/i.test(name)) return urlOf(logicalId)
  if (/(domain(name)?|address|endpoint|hostname)$/i.test(name)) return hostOf(logicalId)
  if (/port$/i.test(name)) return '65535'
  return /(name|id|ref)$/i.test(name) ? logicalId : written
}

const typeOf = (logicalId: string, template: JsonMap): string =>
  textOf(dig(template, 'Resources', logicalId, 'Type') ?? '')

/** .invalid names no host anywhere. https://www.rfc-editor.org/rfc/rfc2606 */
const hostOf = (logicalId: string): string => `${logicalId.toLowerCase()}.rehearsal.invalid`
const urlOf = (logicalId: string): string => `https://${hostOf(logicalId)}/${logicalId}`

const arnOf = (logicalId: string, type: string, known: Known): string => {
  const [, service = 'rehearsal', kind = ''] = type.split('::')
  if (type === 'AWS::S3::Bucket') return `arn:${textOf(known.pseudo['AWS::Partition'])}:s3:::${logicalId.toLowerCase()}`
  const [name, resource] = arnForms[`${service}::${kind}`] ?? [service.toLowerCase(), `${kind.toLowerCase()}/`]
  return arn(name, `${resource}${logicalId}`, known)
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const arnForms: Record<string, [service: string, resource: string]> = {
  'DynamoDB::Table': ['dynamodb', 'table/'],
  'Serverless::SimpleTable': ['dynamodb', 'table/'],
  'Lambda::Function': ['lambda', 'function:'],
  'Serverless::Function': ['lambda', 'function:'],
  'SecretsManager::Secret': ['secretsmanager', 'secret:'],
  'Serverless::StateMachine': ['states', 'stateMachine:'],
  'StepFunctions::StateMachine': ['states', 'stateMachine:'],
  'SNS::Topic': ['sns', ''],
  'SQS::Queue': ['sqs', ''],
  'Events::EventBus': ['events', 'event-bus/'],
  'Cognito::UserPool': ['cognito-idp', 'userpool/'],
}

const arn = (service: string, resource: string, { pseudo }: Known): string => {
  const { 'AWS::Partition': partition, 'AWS::Region': region, 'AWS::AccountId': account } = pseudo
  return `arn:${textOf(partition)}:${service}:${textOf(region)}:${textOf(account)}:${resource}`
}
