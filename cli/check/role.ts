import { isIntrinsic } from '../../sam/template.ts'
import { isMap, own, textOf } from '../../schema/json.ts'

/**
 * Whether a role in the template may invoke the hook, as far as the template shows: false only if all of its
 * policies are literal, and none allows it.
 */
export const mayInvokeHook = (template: { Resources: Record<string, unknown> }, role: string): boolean => {
  const resource = template.Resources[role]
  if (own(resource, 'Type') !== 'AWS::IAM::Role') return true
  const properties = own(resource, 'Properties')
  const managed = own(properties, 'ManagedPolicyArns') ?? []
  const inline = own(properties, 'Policies') ?? []
  if (!Array.isArray(managed) || !Array.isArray(inline)) return true
  const attached = Object.values(template.Resources).filter(policy => isAttached(policy, role))
  return managed.some(mayBeEnough) || [...inline, ...attached.map(policy => own(policy, 'Properties'))].some(allows)
}

/** `arn:…/AWSCodeDeployRoleForLambda`, also within !Sub or !Join; a user's own policy could allow anything. */
const mayBeEnough = (arn: unknown): boolean => {
  const text = JSON.stringify(arn ?? '')
  const isOfAws = text.includes('policy/service-role/') || text.includes(':aws:policy/')
  return !isOfAws || /AWSCodeDeployRoleForLambda|AdministratorAccess|AWSLambda_FullAccess|AWSLambdaRole/.test(text)
}

const isAttached = (policy: unknown, role: string): boolean =>
  /^AWS::IAM::(Role|Managed)?Policy$/.test(textOf(own(policy, 'Type'))) &&
  JSON.stringify(own(policy, 'Properties') ?? '').includes(`{"Ref":"${role}"}`)

const allows = (policy: unknown): boolean => {
  const statements = [own(own(policy, 'PolicyDocument'), 'Statement')].flat()
  return statements.some(statement => {
    if (!isMap(statement) || isIntrinsic(statement) || isIntrinsic(policy)) return true
    if (own(statement, 'Effect') === 'Deny') return false
    const actions = [own(statement, 'Action')].flat().map(action => JSON.stringify(action ?? '').toLowerCase())
    const resources = [own(statement, 'Resource')].flat()
    return actions.some(action => /"\*"|lambda:(\*|invoke)|"ref"|"fn::/.test(action)) && resources.some(reachesHook)
  })
}

/** `*`, a pattern that CodeDeployHook_LambdaWebsite falls under, or something that the template does not say. */
const reachesHook = (resource: unknown): boolean => {
  if (typeof resource !== 'string') return resource !== undefined
  const pattern = resource.split(':').at(-1) ?? ''
  if (resource === '*' || pattern.includes('${')) return true
  const [head = ''] = pattern.split('*')
  return pattern.includes('*')
    ? 'CodeDeployHook_LambdaWebsite'.startsWith(head)
    : head === 'CodeDeployHook_LambdaWebsite'
}
