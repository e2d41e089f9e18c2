import { spawnSync } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { refusedBySam } from '../../../cli/template/sam-reader.ts'
import { parseYaml } from '../../../cli/template/yaml.ts'
import { pythonWith } from '../../helpers/python.ts'

/** The SAM CLI's own reader: a line of JSON for each text. */
const program = `
import json, sys
from samcli.yamlhelper import yaml_parse
for line in sys.stdin:
    try:
        print(json.dumps({'value': yaml_parse(json.loads(line))}))
    except Exception as error:
        print(json.dumps({'error': str(error)}))
`
const python = pythonWith('samcli')

type Reading = { value?: unknown; error?: string }
const readBySam = (texts: readonly string[]): Reading[] => {
  if (!python) return []
  const input = texts.map(text => `${JSON.stringify(text)}\n`).join('')
  const { stdout, stderr } = spawnSync(python, ['-c', program], { input, encoding: 'utf8', maxBuffer: 1e9 })
  assert.is(stdout.trimEnd().split('\n').length, texts.length, stderr)
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

/** How the two readings of a text differ; undefined where they agree, or check says that they do not. */
const difference = (text: string, sam: Reading): string | undefined => {
  const { value, errors } = parseYaml(text)
  const refused = refusedBySam(text).length > 0
  if (errors.length > 1) return `${errors.length} errors`
  if (sam.error !== undefined)
    return errors.length > 0 || refused ? undefined : `only the SAM CLI refuses it: ${sam.error}`
  if (errors[0]) return `only we refuse it: ${errors[0].message}`
  const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(value)), sam.value)
  if (refused) return isSame ? 'the SAM CLI takes it as it is' : undefined
  return isSame ? undefined : `${JSON.stringify(value)} is ${JSON.stringify(sam.value)} to the SAM CLI`
}

const agreement = suite('parseYaml and the SAM CLI')

const rows = [
  'a:\n  b: {\n    c: 1\n  }\n',
  'a:\n  b: [{\n  "c": 1,\n"d": 2\n}]\n',
  'a:\n  - b: [\n  !Sub "${c}",\n  d\n  ]\n',
  'a:\n  - b: !Sub \'{\n  "c": [\n      1\n    ]\n}\'\n',
  'a: "\nb\n\n  c \\\n d"\n',
  'a: [ -, b ]\n',
  'a: [-]\n',
  'a: {b: -}\n',
  'a: [b\nc]\n',
  'a: {b: 1}# c\n',
  'a: { Path: /status?deep=1 }\n',
  'a: [b?, c]\n',
  'a: [:b]\n',
  'a: b?c\n',
  'a: {"b?": "?"}\n',
  'a: b\t\n',
  'a:\tb\n',
  'a: b\tc\n',
  'a: "b\tc"\n',
  'a: |\n  b\tc\n',
  'a: b # c\td\n',
  'a: =\n',
  'a: ==\n',
  'a: "\u001b"\n',
  'a: \u001b\n',
  'a: "\\e"\n',
  'a: \u{1f600}\n',
  'a: b\u0085c\n',
  'a: |\n  b\u2028c\n',
  'a: b\r\nc: d\r\n',
  '{"a": "\u007f?", "b":\t1}',
  'a: &b c\nd: &b e\n',
  '!Ref a: b\n',
  '{a: b}: c\n',
  'a: b: c\n',
  'a:\n  - b\n c: d\n',
  'a: 1\n---\nb: 2\n',
  'a: *b\n',
  'a: [1, 2\nb: 3\n',
  "a: 'b\nc: d\n",
  'a: {\n---\nb: 1}\n',
  'a: &b {c: 1}\nd: {<<: *b, e: 2}\n',
]
const readings = readBySam(rows)

for (const [index, text] of rows.entries())
  agreement(`read ${JSON.stringify(text)} alike, or check says that they do not`, () => {
    if (readings.length > 0) assert.is(difference(text, readings[index] ?? {}), undefined)
  })

const seed = `# a template
Transform: [A, {Name: B, Parameters: {Path: /up}}]
Resources:
  Site: &site
    Type: "X"
    Code: |
      a
    Text: >-
      b

      c
    Tags: {a: 'b', c: !Sub "d", e: [f, -1]}
  Other:
    <<: *site
    List:
      - !GetAtt Site.Arn
      - a: b
        c: d
`
const pieces = [
  ...[
    '-',
    '- ',
    ' ',
    '  ',
    '\n',
    '\n  ',
    ':',
    ': ',
    '?',
    '? ',
    ',',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '{}',
    '#',
    ' #',
    '"',
    "'",
  ],
  ...[
    '|',
    '>',
    '|-\n',
    '&b ',
    '*site',
    '*c',
    '!Ref ',
    '!',
    '%',
    '@',
    '\t',
    '\\',
    '=',
    '~',
    '---\n',
    '...\n',
    '-,',
    '\r\n',
  ],
  ...['\u001b', '012', '0x1F', 'no', '.5', "''", '"\\e"', 'a: b', '[{a: 1}, -]', '{? a : b}'],
]
const cuts = [...seed].map((_, at) => seed.slice(0, at) + seed.slice(at + 1))
const inserted = [...seed].flatMap((_, at) => pieces.map(piece => seed.slice(0, at) + piece + seed.slice(at)))

agreement('read a template alike with a piece too much or too little, or check says that they do not', () => {
  // every 7th: 7 does not divide the number of pieces, so each of them comes in every place
  const texts = [...cuts, ...inserted.filter((_, index) => index % 7 === 0)]
  const differences = readBySam(texts).flatMap((sam, index) => {
    const text = texts[index] ?? ''
    const found = difference(text, sam)
    return found === undefined ? [] : [`${found}: ${JSON.stringify(text)}`]
  })
  // tags with brackets in them, a header of a block scalar within a key, and the like, which do not occur in practice
  assert.ok(differences.length <= texts.length / 100, differences.join('\n'))
})

agreement.run()
