import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { yamlParse } from 'yaml-cfn'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import { appSpecOf, type Handler } from '../helpers/aws-account.ts'
import { silence } from '../helpers/hook-clock.ts'
import { runHook } from '../helpers/hook-run.ts'
import { type LoadedVersion, loadVersion } from './runtime.ts'

/** A gated function of test/gate/template.yaml. */
export type GatedSite = { name: string; file: string; mode: string; tags: Record<string, string> }

const template = fileURLToPath(new URL('template.yaml', import.meta.url))

/** The functions that the macro gates, with the tags that it gives them. */
export const gatedSites = (): GatedSite[] => {
  const { plans, problems } = transform(
    { fragment: yamlParse(readFileSync(template, 'utf8')) },
    worldOf({}, () => {}),
  )
  if (problems.length > 0) throw new Error(problems.map(({ sentence }) => sentence).join(' '))
  return plans.flatMap(({ web, ...plan }) =>
    plan.kind === 'gated'
      ? [
          {
            name: web.logicalId,
            file: String(web.properties.Handler).replace('.handler', ''),
            mode: plan.settings.mode,
            tags: plan.added.Tags as Record<string, string>,
          },
        ]
      : [],
  )
}

export type Versions = Record<string, LoadedVersion>

/** A version of each site, from a folder of code. */
export const loadVersions = async (sites: GatedSite[], folder: string, handlerName = 'handler'): Promise<Versions> => {
  const versions: Versions = {}
  for (const { name, file } of sites) versions[name] = await loadVersion(folder, `${file}.${handlerName}`)
  return versions
}

/** What the hook found of one site: the first line of its log, and the status code or the error of the live version. */
export type Verdict = { line: string; passes: boolean }

/** One deployment of all sites at once, from the live versions to the next ones. */
export const deployAll = async (
  sites: GatedSite[],
  live: Versions,
  next: Versions,
): Promise<Record<string, Verdict>> => {
  const handler =
    (name: string): Handler =>
    async (event, { version, clock, closed }) => {
      const answer = (version === '12' ? next : live)[name]?.(event)
      // a version that hangs lets the clock go on
      return (await isSettled(answer)) ? answer : silence(clock, closed)
    }
  const { lines } = await runHook({
    functions: Object.fromEntries(sites.map(({ name }) => [name, handler(name)])),
    content: appSpecOf(sites.map(({ name }) => name)),
    faults: {
      ListTags: ({ input }) => ({
        body: JSON.stringify({ Tags: sites.find(({ name }) => String(input.Resource).endsWith(`:${name}`))?.tags }),
      }),
    },
  })
  return Object.fromEntries(
    sites.map(({ name }) => {
      const line = lines.find(line => line.includes(` ${name}:12 `)) ?? ''
      return [name, { line, passes: line.startsWith('Succeeded') }]
    }),
  )
}

/** The handlers of the sites do no I/O: one that is not done after a few turns of the event loop never is. */
const isSettled = async (promise: Promise<unknown> | undefined): Promise<boolean> => {
  let settled = false
  const done = () => {
    settled = true
  }
  promise?.then(done, done)
  for (let turn = 0; turn < 20 && !settled; turn++) await new Promise(resolve => setImmediate(resolve))
  return settled
}
