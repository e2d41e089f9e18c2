import { parseEnvironment } from '../schema/environment.ts'
import type { Settings } from '../schema/settings.ts'
import type { Wiring } from './preference.ts'

/** What the installed stack tells the macro, and where the macro's log goes. */
export type World = {
  stack: Partial<Settings>
  wiring: Wiring
  invokeTaggedOnly: boolean
  log(record: Record<string, unknown>): void
}

/**
 * The world of an environment as template.yaml sets it. Without any variable: no settings of the stack, and the wiring
 * by the exports of the installed stack.
 */
export const worldOf = (environment: Record<string, string | undefined>, log: World['log']): World => {
  const { settings, problems } = parseEnvironment(environment)
  const names = literal(environment)
  const wantsLiteral = environment.WIRING === 'Literal'
  for (const problem of problems) log({ message: problem })
  if (wantsLiteral && !names)
    log({ message: 'WIRING is Literal without HOOK_NAME and DEPLOYMENT_ROLE_ARN; exports are used.' })
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
})

const literal = ({ HOOK_NAME, DEPLOYMENT_ROLE_ARN }: Record<string, string | undefined>): Wiring | undefined =>
  HOOK_NAME && DEPLOYMENT_ROLE_ARN ? { role: DEPLOYMENT_ROLE_ARN, preTrafficHook: HOOK_NAME } : undefined
