// Answers of the macro to templates that are made to keep it busy, as JSON: run by limits.test.ts in a process of its own.
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import type { JsonMap } from '../../schema/json.ts'

const answer = createHandler(worldOf({}, () => {}))

const site = (properties: JsonMap = {}, metadata?: JsonMap, id = 'Site') => ({
  [id]: {
    Type: 'AWS::Serverless::Function',
    ...(metadata && { Metadata: { WebsiteHealthcheck: metadata } }),
    Properties: { Events: { A: { Type: 'Api', Properties: { Path: '/', Method: 'get' } } }, ...properties },
  },
})
const api = (uri: unknown) => ({
  Api: { Type: 'AWS::Serverless::Api', Properties: { DefinitionBody: { 'x-amazon-apigateway-integration': { uri } } } },
})
const times = <Value>(count: number, make: (i: number) => Value): Value[] =>
  Array.from({ length: count }, (_, i) => make(i))
const deep = (levels: number): unknown => times(levels, i => i).reduce<unknown>(inner => ({ a: inner }), 'x')
const template = (Resources: JsonMap, more: JsonMap = {}) => ({ fragment: { Resources, ...more } })

const letters = ['A', 'B', 'C', 'D', 'E']
const loops = letters.reduceRight<JsonMap>(
  (body, letter) => ({ [`Fn::ForEach::L${letter}`]: [letter, times(30, String), body] }),
  site({}, undefined, 'Site${A}${B}${C}${D}${E}'),
)

/** Each is true if the one before is, and it is named twice. */
const doubling = Object.fromEntries(
  times(60, i => [
    `C${i}`,
    i === 0 ? { 'Fn::Equals': ['a', 'a'] } : { 'Fn::And': [{ Condition: `C${i - 1}` }, { Condition: `C${i - 1}` }] },
  ]),
)

const cases: Record<string, object> = {
  'five loops of 30 turns within each other': template({ ...loops, ...api({ 'Fn::GetAtt': ['Site', 'Arn'] }) }),
  '4,000 unknown settings': template(site({}, Object.fromEntries(times(4000, i => [`Unknown${i}`, 1])))),
  'a setting of 1 MB in its name': template(site({}, { ['x'.repeat(1e6)]: 1 })),
  '5,000 levels': template(site({ Description: deep(5000) })),
  '5,000 levels beside the resources': template(site(), { Outputs: deep(5000) }),
  '1 MB of beginnings of ARNs': template({ ...site(), ...api(':function:${'.repeat(1e5)) }),
  '1 MB of names of a role': template({
    ...site({ DeploymentPreference: { Type: 'AllAtOnce', Role: 'r' } }),
    ...site({ DeploymentPreference: { Type: 'AllAtOnce' } }, undefined, 'Other'),
    ['CodeDeployServiceRole'.repeat(5e4)]: {},
  }),
  'conditions that double': template(site({ Description: { 'Fn::If': ['C59', 'a', 'b'] } }), { Conditions: doubling }),
  '1 MB of references to a long parameter': {
    ...template(site({ Description: { 'Fn::Sub': '${P}'.repeat(250_000) } })),
    templateParameterValues: { P: 'x'.repeat(4096) },
  },
  'a long layer for each of 400 functions': template({
    ...Object.fromEntries(times(400, i => [`S${i}`, site({ Layers: times(1000, () => ({ Ref: 'Layer' })) }).Site])),
    Layer: {
      Type: 'AWS::Serverless::LayerVersion',
      Properties: Object.fromEntries(times(20_000, i => [`K${i}`, { Ref: 'X' }])),
    },
  }),
  'a name with control characters': template(site({}, { 'A\nb': 1 }, 'Si\u001b[31mte\u202e')),
}

const answers = Object.entries(cases).map(([what, event]) => {
  const response = answer(event)
  // what the runtime of Lambda does with it
  JSON.stringify(response)
  const { fragment: _, ...said } = response
  return [what, said]
})
process.stdout.write(JSON.stringify(Object.fromEntries(answers)))
