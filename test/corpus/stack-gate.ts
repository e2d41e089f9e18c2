// StackGate on the corpus of real templates: what SAM accepts without it, it accepts with it, each chain from a version
// through its gate to the alias holds, and no circle is new. Run by `npm run test:corpus`.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import { isMap, own } from '../../schema/json.ts'
import { pythonWith } from '../helpers/python.ts'
import { packaged, translateEach } from '../helpers/sam.ts'

const events = join(fileURLToPath(new URL('../../../shared/corpus/', import.meta.url)), 'events')

type Event = { fragment: object; templateParameterValues: Record<string, string> }
type Resources = Record<string, unknown>

const answerWith = (environment: Record<string, string>) => {
  const answer = createHandler(worldOf(environment, () => {}))
  return (event: Event) => answer({ requestId: '1', params: {}, ...event })
}

const main = (): number => {
  if (!existsSync(events)) {
    console.log('SKIPPED: there is no corpus of templates beside this repository; expected ../shared/corpus.')
    return 0
  }
  const python = pythonWith('samtranslator')
  if (!python) return 0
  const [without, withGate] = [answerWith({}), answerWith({ HEALTHCHECK_STACK_GATE: 'true' })]
  const cases = readdirSync(events).flatMap(file => {
    const event: Event = JSON.parse(readFileSync(join(events, file), 'utf8'))
    const [before, after] = [without(event), withGate(event)]
    if (before.status !== 'success') return []
    return [{ file, parameters: event.templateParameterValues, before, after }]
  })
  const request = (parameters: Record<string, string>, fragment: unknown) => ({
    template: packaged({ Transform: 'AWS::Serverless-2016-10-31', ...(fragment as object) }),
    parameters,
  })
  const translated = translateEach(
    python,
    cases.flatMap(({ parameters, before, after }) => [
      request(parameters, before.fragment),
      request(parameters, after.fragment),
    ]),
  )
  let [gates, chains] = [0, 0]
  const broken = cases.flatMap(({ file, after }, i) => {
    const [plain, gated] = [translated[2 * i], translated[2 * i + 1]]
    if (after.status !== 'success') return [`${file}: refused: ${after.errorMessage}`]
    if (!plain || 'error' in plain) return []
    if (!gated || 'error' in gated) return [`${file}: SAM refuses it with StackGate: ${gated?.error}`]
    const resources = gated.template.Resources as Resources
    const names = Object.keys(resources).filter(name => own(resources[name], 'Type') === 'Custom::WebsiteHealthcheck')
    gates += names.length
    const loose = names.filter(name => !isChained(resources, name))
    chains += names.length - loose.length
    const circle = circleIn(resources)
    const isNew = circle !== undefined && circleIn(plain.template.Resources as Resources) === undefined
    return [
      ...loose.map(name => `${file}: ${name} is not between a version and an alias`),
      ...(isNew ? [`${file}: a new circle through ${circle}`] : []),
    ]
  })
  console.log(`${cases.length} templates, ${gates} gates, ${chains} between version and alias`)
  for (const line of broken) console.log(`BROKEN ${line}`)
  return broken.length > 0 || gates === 0 ? 1 : 0
}

/** The gate names the version, and the alias of that version names the gate. */
const isChained = (resources: Resources, gate: string): boolean => {
  const versions = referencesOf(resources[gate]).filter(name => own(resources[name], 'Type') === 'AWS::Lambda::Version')
  return Object.values(resources).some(
    resource =>
      own(resource, 'Type') === 'AWS::Lambda::Alias' &&
      referencesOf(own(resource, 'UpdatePolicy')).includes(gate) &&
      versions.some(version => referencesOf(own(resource, 'Properties')).includes(version)),
  )
}

/** All logical IDs, or names that are none, to which a value refers. */
const referencesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesOf)
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner]
    if (key === 'Fn::GetAtt') return [String(Array.isArray(inner) ? inner[0] : inner).split('.')[0] ?? '']
    if (key === 'DependsOn') return [inner].flat().map(String)
    if (key === 'Fn::Sub')
      return [
        ...Array.from(String([inner].flat()[0]).matchAll(/\$\{([^!.}]+)/g), ([, name = '']) => name),
        ...referencesOf([inner].flat()[1]),
      ]
    return referencesOf(inner)
  })
}

/** A resource on a circle of references, UpdatePolicy included. */
const circleIn = (resources: Resources): string | undefined => {
  const state = new Map<string, 'open' | 'done'>()
  const visit = (name: string): string | undefined => {
    if (!(name in resources) || state.get(name) === 'done') return undefined
    if (state.get(name) === 'open') return name
    state.set(name, 'open')
    for (const next of new Set(referencesOf(resources[name]))) {
      const found = next === name ? undefined : visit(next)
      if (found) return found
    }
    state.set(name, 'done')
    return undefined
  }
  return Object.keys(resources).map(visit).find(Boolean)
}

process.exit(main())
