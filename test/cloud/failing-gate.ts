import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Cloud } from './account.ts'
import { root } from './environment.ts'

/** Long enough for the gate to probe, short enough to wait for its end. */
const timeoutSeconds = 6

/**
 * Our project with a gate that is all right, but for stacks whose names begin with `dies` or `hangs`: it survives none
 * of their updates, and where `first` is in the name, no creation either. All else is as it is.
 *
 * @param responses where the gate stores its responses
 */
export const projectWithFailingGate = (cloud: Cloud, responses: string): string => {
  const project = `${cloud.folder}/failing-gate`
  mkdirSync(project)
  for (const name of ['dist', 'README.md', 'LICENSE']) cpSync(root + name, `${project}/${name}`, { recursive: true })
  const gate = `${project}/dist/gate`
  renameSync(`${gate}/index.mjs`, `${gate}/gate.mjs`)
  writeFileSync(`${gate}/index.mjs`, failing)
  const template = readFileSync(`${root}template.yaml`, 'utf8')
    .replace(/(?<=WebsiteHealthcheckGate\n(?: {6}.*\n)*? {6}Timeout: )\d+/, String(timeoutSeconds))
    .replaceAll('HOOK_NAME: !Ref HookFunction\n', match => `${match}          AWS_ENDPOINT_URL_S3: ${responses}\n`)
  writeFileSync(`${project}/template.yaml`, template)
  return project
}

const failing = `
import { handler as gate } from './gate.mjs'

const fates = { dies: () => process.exit(1), hangs: () => new Promise(() => setInterval(() => {}, 1_000)) }

export const handler = (event, context) => {
  const [, fate] = event.StackId.match(/:stack.(\\w+)/)
  const isHit = event.RequestType === 'Update' || event.StackId.includes('first')
  return isHit && fates[fate] ? fates[fate]() : gate(event, context)
}
`
