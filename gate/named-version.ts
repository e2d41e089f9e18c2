import { type Finding, modeWaiver } from '../healthcheck/finding.ts'
import { parseFunctionName, type Target } from '../healthcheck/target.ts'
import type { HealthcheckWorld } from '../healthcheck/world.ts'
import type { GateRequest, NamedVersion } from './event.ts'

/** What is known of the version that a request names before it is probed. */
export const uncheckedOf = (
  { stackDefaults }: Pick<HealthcheckWorld, 'stackDefaults'>,
  { version }: GateRequest,
): Omit<Finding, 'verdict'> => {
  const waiver = modeWaiver(stackDefaults)
  const subject = version ? `${version.functionName}:${version.version}` : 'unknown version'
  return { subject, problems: [], ...(waiver && { waiver }) }
}

/**
 * Without an earlier version, the current version is the target version: there is nothing to compare with.
 *
 * @throws InvalidFunctionNameError
 */
export const targetOf = (
  { functionName, version }: NamedVersion,
  old: NamedVersion | undefined,
  ownArn: string,
): Target => ({
  ...parseFunctionName(functionName, ownArn, 'FunctionName'),
  currentVersion: String(old?.functionName === functionName ? old.version : version),
  targetVersion: String(version),
})
