import fc from 'fast-check'
import { isMap } from '../../schema/json.ts'
import { odd } from '../helpers/odd-values.ts'

/** A change to one place of an event. `where` is a fraction: the place is that far down in the event. */
export type Mutation = { where: number; kind: Kind; value: unknown; from: number }
type Kind = 'replace' | 'remove' | 'copy' | 'list' | 'wrap' | 'rename' | 'text'

/** Of which the secrets invariant knows the values. */
export const parameters = ['FuzzSecret', 'FuzzPlain'] as const

const name = fc.constantFrom(...parameters)
const wrapped = fc.oneof(
  name.map(name => ({ Ref: name })),
  name.map(name => ({ 'Fn::Sub': `/\${${name}}/x` })),
  name.map(name => ({ 'Fn::Join': ['-', ['a', { Ref: name }]] })),
  name.map(name => ({ 'Fn::If': ['C', { Ref: name }, { Ref: 'AWS::NoValue' }] })),
)
const values = fc.oneof(
  { weight: 3, arbitrary: wrapped },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...odd.few, ...odd.more) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>('/', '/healthcheck', 'live', true, 'false', 'Api', 'HttpApi', '$default'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    where: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom<Kind>('replace', 'replace', 'replace', 'remove', 'copy', 'list', 'wrap', 'rename', 'text'),
    value: values,
    from: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 8 },
)

/** Changes the event in place. */
export const mutate = (event: unknown, changes: readonly Mutation[]): void => {
  for (const { where, kind, value: given, from } of changes) {
    // a later change may be to a place within it
    const value = structuredClone(given)
    const places = placesIn(event)
    const place = places[Math.min(places.length - 1, Math.floor(where * places.length))]
    if (!place) return
    const { parent, key } = place
    const before = parent[key]
    if (kind === 'replace') set(place, value)
    if (kind === 'remove') remove(place)
    if (kind === 'copy') {
      const source = places[Math.min(places.length - 1, Math.floor(from * places.length))]
      if (source) set(place, structuredClone(source.parent[source.key]))
    }
    if (kind === 'list') set(place, [before, value])
    if (kind === 'wrap') set(place, { 'Fn::If': ['C', before, value] })
    if (kind === 'rename' && isMap(parent)) {
      remove(place)
      set({ parent, key: `Fn::ForEach::${key}` }, ['Name', [{ Ref: 'FuzzPlain' }, 'A'], { [`${key}\${Name}`]: before }])
    }
    if (kind === 'text' && typeof before === 'string') set(place, before.slice(0, Math.floor(from * before.length)))
  }
}

type Place = { parent: Record<string, unknown>; key: string }

const set = ({ parent, key }: Place, value: unknown): void => {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true })
}

const remove = ({ parent, key }: Place): void => {
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete parent[key]
}

const placesIn = (value: unknown): Place[] =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).flatMap(key => {
        const parent = value as Record<string, unknown>
        return [{ parent, key }, ...placesIn(parent[key])]
      })
    : []
