import { readdirSync, readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'
import { check } from 'recheck'
import { parseAst } from 'rollup/parseAst'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

// A Lambda function that is busy with a RegExp when its time is over has no verdict, and a macro no message: each RegExp
// over data from outside has to take a time that grows with the text, not with its square.

type Found = { pattern: string; flags: string; where: string }

const root = new URL('../', import.meta.url)
const folders = ['schema', 'sam', 'healthcheck', 'notification', 'macro', 'hook', 'gate']
const madeOfData: string[] = []

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const literalsIn = (node: unknown, where: string): Found[] => {
  if (!isNode(node)) return []
  const { regex, callee, arguments: written } = node
  const within = Object.values(node).flatMap(value => literalsIn(value, where))
  if (isNode(regex)) return [{ pattern: String(regex.pattern), flags: String(regex.flags), where }]
  if (!isNode(callee) || callee.name !== 'RegExp') return within
  const [pattern, flags = ''] = (written as Record<string, unknown>[]).map(({ value }) => value)
  if (typeof pattern === 'string' && typeof flags === 'string') return [{ pattern, flags, where }, ...within]
  madeOfData.push(where)
  return within
}

const patternsIn = (schema: unknown, where: string): Found[] => {
  if (!isNode(schema)) return []
  const { pattern } = schema
  return [
    ...(typeof pattern === 'string' ? [{ pattern, flags: 'u', where }] : []),
    ...Object.values(schema).flatMap(value => patternsIn(value, where)),
  ]
}

const everywhere = folders
  .flatMap(folder =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file}`),
  )
  .flatMap((file): Found[] => {
    // for editors only
    if (file === 'schema/template.schema.json') return []
    if (file.endsWith('.json')) return patternsIn(JSON.parse(readFileSync(new URL(file, root), 'utf8')), file)
    if (!file.endsWith('.ts') || file.endsWith('.d.ts')) return []
    const { code } = transformSync(readFileSync(new URL(file, root), 'utf8'), { loader: 'ts', target: 'esnext' })
    return literalsIn(parseAst(code), file)
  })

const found = [...new Map(everywhere.map(one => [`/${one.pattern}/${one.flags}`, one])).values()]

const linear = suite('RegExps over data from outside')

linear('are never made of that data', () => {
  assert.equal(madeOfData, [])
  assert.ok(found.length > 50, `${found.length} RegExps`)
})

for (const { pattern, flags, where } of found)
  linear(`take a time that grows with the text: /${pattern}/${flags} of ${where}`, async () => {
    const result = await check(pattern, flags, { randomSeed: 1, timeout: 60_000 })
    assert.is(result.status, 'safe', 'attack' in result ? result.attack.pattern : undefined)
  })

linear.run()
