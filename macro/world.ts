import { parseEnvironment } from '../schema/environment.ts'
import type { Settings } from '../schema/settings.ts'

/** What the installed stack tells the macro, and where the macro's log goes. */
export type MacroWorld = {
  stack: Partial<Settings>
  wiring: Wiring
  invokeTaggedOnly: boolean
  log(record: Record<string, unknown>): void
}

/** The values that tie a function to the installed stack. */
export type Wiring = { role: unknown; preTrafficHook: unknown; gate: unknown }

/**
 * The world of an environment as template.yaml sets it. Without any variable: no settings of the stack, and the wiring
 * by the exports of the installed stack.
 */
export const worldOf = (environment: Record<string, string | undefined>, log: MacroWorld['log']): MacroWorld => {
  const { settings, problems } = parseEnvironment(environment)
  const names = literal(environment)
  const wantsLiteral = environment.WIRING === 'Literal'
  for (const { code, sentence } of problems) log({ message: sentence, code })
  if (wantsLiteral && !names)
    log({ message: 'WIRING is Literal without HOOK_NAME, DEPLOYMENT_ROLE_ARN and GATE_ARN; exports are used.' })
  return {
    stack: settings,
    wiring: (wantsLiteral && names) || imported(environment.EXPORT_NAME_PREFIX ?? ''),
    invokeTaggedOnly: environment.INVOKE_TAGGED_ONLY === 'true',
    log,
  }
}

const imported = (prefix: string): Wiring => ({
  role: { 'Fn::ImportValue': `${prefix}ServerlessDeploymentRoleArn` },
  preTrafficHook: { 'Fn::ImportValue': `${prefix}PreTrafficHook` },
  gate: { 'Fn::ImportValue': `${prefix}WebsiteHealthcheckGate` },
})

const literal = (environment: Record<string, string | undefined>): Wiring | undefined => {
  const { HOOK_NAME, DEPLOYMENT_ROLE_ARN, GATE_ARN } = environment
  return HOOK_NAME && DEPLOYMENT_ROLE_ARN && GATE_ARN
    ? { role: DEPLOYMENT_ROLE_ARN, preTrafficHook: HOOK_NAME, gate: GATE_ARN }
    : undefined
}
