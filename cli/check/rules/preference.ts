import { effective } from '../../../sam/globals.ts'
import { refName, resolveAsSam } from '../../../sam/intrinsics.ts'
import { propertyPath } from '../../../sam/paths.ts'
import { isEnabled } from '../../../sam/preference.ts'
import { shownText } from '../../../sam/shown.ts'
import { functionsOf, isIntrinsic } from '../../../sam/template.ts'
import { dig, own, textOf } from '../../../schema/json.ts'
import type { Path } from '../../../schema/problem.ts'
import { isOurHook } from '../../macro/gated.ts'
import { misspelledTypes } from '../deployment-type.ts'
import { globally, workers } from '../not-websites.ts'
import { mayInvokeHook } from '../role.ts'
import type { Rule } from '../rule.ts'

const preferenceDocs =
  'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deploymentpreference.html'

/** Rules about DeploymentPreference, at whichever level it is written. */
export const preferenceRules: Rule[] = [
  {
    id: 'WHW4008',
    title: "Deployment type that is close to one of SAM's",
    meaning:
      'SAM knows a deployment type only by its exact name. It treats any other name as a CodeDeploy deployment configuration of the account, and the deployment group fails if the account has none with that name.',
    fix: 'Write the name that the message suggests. If the account has a configuration with the name as written, ignore this check.',
    source: preferenceDocs,
    find: misspelledTypes,
  },
  {
    id: 'WHW4002',
    title: 'Enabled that is always true',
    meaning:
      'SAM decides whether a DeploymentPreference is enabled before CloudFormation evaluates intrinsic functions. It resolves a Ref to a parameter and Fn::FindInMap; anything else, such as Fn::If, and any text other than true and false, counts as true in every stage.',
    fix: 'Use a parameter or a mapping: Enabled: !FindInMap [Stages, !Ref Stage, Gated].',
    source: 'https://github.com/aws/serverless-application-model/blob/develop/docs/safe_lambda_deployments.rst',
    find: ({ value, known }) =>
      functionsOf(value.Resources).flatMap(web => {
        const enabled = own(effective(value, web, 'DeploymentPreference'), 'Enabled')
        const found = alwaysOn(enabled, resolveAsSam(enabled, known), shownText(enabled, known))
        if (!found) return []
        const path = propertyPath(value, web, 'DeploymentPreference', 'Enabled')
        const message = `${nameOf(path)} is ${found}, which SAM treats as true; expected true, false or a Ref to a parameter.`
        return [{ path, message, about: web.logicalId }]
      }),
  },
  {
    id: 'WHW4003',
    title: 'Globals put the health check on functions that are not websites',
    meaning:
      'A PreTraffic hook in Globals applies to every function in the template. A function that does not answer HTTP requests is probed too: the probe fails, and the deployment is rolled back.',
    fix: 'Remove Hooks.PreTraffic from Globals: the macro adds it to each website function. Or set DeploymentPreference.Enabled: false on the others.',
    source: preferenceDocs,
    find: ({ value, known }) => {
      const names = workers({ value, known })
        .filter(web => isOurHook(value, dig(effective(value, web, 'DeploymentPreference'), 'Hooks', 'PreTraffic')))
        .filter(web => dig(web.properties, 'DeploymentPreference', 'Hooks', 'PreTraffic') === undefined)
      return globally(
        names,
        ['DeploymentPreference', 'Hooks', 'PreTraffic'],
        'probes',
        'which do not answer HTTP requests',
      )
    },
  },
  {
    id: 'WHI4004',
    title: 'Globals create deployments of functions that are not websites',
    meaning:
      'A DeploymentPreference in Globals gives every function a CodeDeploy deployment. Traffic of functions without an API event shifts without a check.',
    fix: 'Leave it if you want their traffic to shift gradually. Otherwise remove it from Globals: the macro adds what a website function needs.',
    source: preferenceDocs,
    find: ({ value, known }) => {
      const names = workers({ value, known }).filter(
        web => !dig(effective(value, web, 'DeploymentPreference'), 'Hooks', 'PreTraffic'),
      )
      return globally(names, ['DeploymentPreference'], 'also deploys', 'which no health check probes')
    },
  },
  {
    id: 'WHW4005',
    title: 'Role that is not allowed to invoke the hook',
    meaning:
      'CodeDeploy invokes the hook with DeploymentPreference.Role. If a role in the template has neither the managed policy AWSCodeDeployRoleForLambda nor a statement that allows lambda:InvokeFunction on CodeDeployHook_*, every deployment fails.',
    fix: 'Attach arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda, or remove Role: the macro uses the role of the installed stack.',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/getting-started-create-service-role.html',
    find: ({ value, plans, known }) =>
      plans.flatMap(({ web }) => {
        const preference = effective(value, web, 'DeploymentPreference')
        const role = own(preference, 'Role')
        const id = roleName(role)
        if (!id || !isEnabled(preference, known) || mayInvokeHook(value, id)) return []
        const path = propertyPath(value, web, 'DeploymentPreference', 'Role')
        const message = `${nameOf(path)} is ${id}, which may not invoke CodeDeployHook_* functions; expected AWSCodeDeployRoleForLambda among its ManagedPolicyArns.`
        return [{ path, message, about: web.logicalId }]
      }),
  },
]

/** `Site.DeploymentPreference.Role`, or `Globals.Function.…`, once for all functions that it holds for. */
const nameOf = (path: Path): string =>
  path.filter((key, i) => !(path[0] === 'Resources' && (i === 0 || key === 'Properties'))).join('.')

const alwaysOn = (enabled: unknown, resolved: unknown, shown: string): string | undefined => {
  if (isIntrinsic(resolved))
    return refName(enabled) === undefined && !('Fn::FindInMap' in resolved) ? Object.keys(resolved)[0] : undefined
  return typeof resolved === 'string' && !/^([Tt]rue|[Ff]alse|)$/.test(resolved) ? `"${shown}"` : undefined
}

/** The role of the template behind `!GetAtt Role.Arn`. */
const roleName = (role: unknown): string | undefined => {
  const attribute = [own(role, 'Fn::GetAtt')].flat().map(textOf).join('.')
  return attribute.match(/^(\w+)\.Arn$/)?.[1]
}
