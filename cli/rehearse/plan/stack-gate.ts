import { effective } from '../../../sam/globals.ts'
import { refName } from '../../../sam/intrinsics.ts'
import { resourcePath } from '../../../sam/paths.ts'
import { dig, own } from '../../../schema/json.ts'
import type { Input } from '../../command-line/command.ts'
import { UserError } from '../../command-line/user-error.ts'
import type { Gated } from '../../macro/gated.ts'
import { located } from '../../template/located.ts'
import type { Deployable, NotGated } from './deployable.ts'

/** The custom resource of StackGate that a function's alias waits for. */
export type GateResource = { logicalId: string; serviceTimeoutSeconds: number }

/** Undefined where the PreTraffic hook is not a Ref to such a resource: then nothing probes a first deployment. */
const gateResourceOf = ({ value }: Pick<Deployable, 'value'>, { web }: Gated): GateResource | undefined => {
  const logicalId = refName(dig(effective(value, web, 'DeploymentPreference'), 'Hooks', 'PreTraffic')) ?? ''
  const resource = own(value.Resources, logicalId)
  if (own(resource, 'Type') !== 'Custom::WebsiteHealthcheck') return undefined
  const seconds = Number(dig(resource, 'Properties', 'ServiceTimeout'))
  return { logicalId, serviceTimeoutSeconds: seconds > 0 ? seconds : defaultTimeoutSeconds }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html */
const defaultTimeoutSeconds = 3_600

/** The custom resources of functions by the logical IDs of the functions. */
export const gateResources = (next: Deployable, gated: readonly Gated[]): Map<string, GateResource> =>
  new Map(
    gated.flatMap(one => {
      const resource = gateResourceOf(next, one)
      return resource ? [[one.web.logicalId, resource] as const] : []
    }),
  )

/** Options that mean nothing where there is no version before. */
export const refuseWithFirst = (input: Input): void => {
  const problems = Object.entries(elsewhere)
    .filter(([option]) => input.value(option) !== undefined)
    .map(([option, why]) => `--${option} and --first exclude each other: ${why}`)
  if (problems.length > 0) throw new UserError(...problems)
}

const elsewhere = {
  live: 'before a first deployment there is no live version.',
  type: 'a first deployment shifts no traffic, since its alias is created with the new version.',
}

/** The functions whose first deployment the gate probes, and the others; a {@link UserError} where there is none. */
export const gatedAtFirst = (
  next: Deployable,
  gated: readonly Gated[],
): { gated: readonly Gated[]; notGated: NotGated[] } => {
  const withGate = gated.filter(one => gateResourceOf(next, one))
  const notGated = gated.filter(one => !withGate.includes(one)).map(notGatedAtFirst)
  if (withGate.length > 0) return { gated: withGate, notGated }
  throw new UserError(
    ...notGated.map(({ logicalId, path, reason }) =>
      located(next.template, path, `${logicalId} is left alone: ${reason.text}.`),
    ),
  )
}

const notGatedAtFirst = ({ web, by }: Gated): NotGated => ({
  logicalId: web.logicalId,
  path: resourcePath(web),
  reason: {
    code: 'StackGate.Off',
    text:
      by === 'macro'
        ? `StackGate is false, and CodeDeploy runs no hook when an alias is created, so its first deployment is not probed; set Metadata.WebsiteHealthcheck.StackGate: true`
        : `its PreTraffic hook is not a custom resource of StackGate, and CodeDeploy runs no hook when an alias is created, so its first deployment is not probed; see docs/stack-gate.md`,
  },
})
