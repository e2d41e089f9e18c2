import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { UserError } from '../../../cli/command-line/user-error.ts'
import { locatedWarnings, parseTemplate, readTemplate } from '../../../cli/template/template.ts'

const folder = mkdtempSync(join(tmpdir(), 'template-'))
const problemsOf = (read: () => unknown): readonly string[] => {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
}

const parse = suite('parseTemplate')

for (const [text, problem] of [
  ['a: b: c', 't.yaml:1:4 is not YAML: Nested mappings are not allowed in compact mappings.'],
  ['', 't.yaml is empty; expected a template with Resources.'],
  ['- a', 't.yaml is a list; expected a template with Resources.'],
  ['hello', 't.yaml is text; expected a template with Resources.'],
  ['{}', 't.yaml has no Resources; expected a map of resources.'],
  ['Resource: {}', 't.yaml has no Resources; did you mean Resources instead of Resource?'],
  ['Transform: x\nResources: [a]', 't.yaml:2:1 Resources is a list; expected a map of resources.'],
  ['Resources:', 't.yaml:1:1 Resources is empty; expected a map of resources.'],
] as const)
  parse(`says that ${problem}`, () => {
    assert.equal(
      problemsOf(() => parseTemplate(text, 't.yaml', '.')),
      [problem],
    )
  })

parse('keeps the whole template in long form, and says where each part of it is', () => {
  const template = parseTemplate('Transform: A\nResources:\n  Site: !Ref X\n  Site: !Ref Y\n', 't.yaml', '.')
  assert.equal(template.value, { Transform: 'A', Resources: { Site: { Ref: 'Y' } } })
  assert.is(template.at(['Resources', 'Site']), 't.yaml:4:3')
  assert.equal(locatedWarnings(template), ['t.yaml:4:3 Site is written twice; the last one counts.'])
})

parse.run()

const read = suite('readTemplate')
read.after(() => rmSync(folder, { recursive: true }))

read('suggests a template next to one that does not exist', () => {
  writeFileSync(join(folder, 'template.yaml'), 'Resources: {}')
  assert.equal(
    problemsOf(() => readTemplate('templte.yaml', folder)),
    ['templte.yaml does not exist; did you mean template.yaml?'],
  )
})

read('says where a symbolic link leads that leads nowhere, and suggests none', () => {
  symlinkSync('gone.yaml', join(folder, 'linked.yaml'))
  assert.equal(
    problemsOf(() => readTemplate('linked.yaml', folder)),
    ['linked.yaml is a symbolic link to gone.yaml, which does not exist; expected a link to a file.'],
  )
  assert.not.match(problemsOf(() => readTemplate('linkd.yaml', folder))[0] ?? '', /linked/)
})

read('takes no empty name for a folder', () => {
  assert.equal(
    problemsOf(() => readTemplate('', folder)),
    ['The name of a file is empty; expected a template, such as template.yaml.'],
  )
})

read('quotes nothing from a file that is not a template', () => {
  for (const text of [
    'hunter2',
    'key: "hunter2',
    '--- hunter2\n%hunter2',
    '- a\nhunter2: b',
    '&hunter2 @hunter2',
    'a: >hunter2\n',
  ])
    for (const problem of problemsOf(() => parseTemplate(text, 't.yaml', '.'))) assert.not.match(problem, /hunter2/)
})

read('takes no folder for a template', () => {
  assert.equal(
    problemsOf(() => readTemplate('.', folder)),
    ['. is a folder; expected a template, such as ./template.yaml.'],
  )
})

read('takes no archive for a template', () => {
  writeFileSync(join(folder, 'app.zip'), Buffer.from([80, 75, 3, 4, 0, 0]))
  assert.equal(
    problemsOf(() => readTemplate('app.zip', folder)),
    ['app.zip is not text; expected a template in YAML or JSON.'],
  )
})

read('takes no URL for a file', () => {
  assert.equal(
    problemsOf(() => readTemplate('https://example.com/x.yaml', folder)),
    ['https://example.com/x.yaml is a URL; expected a template in a file.'],
  )
})

read('says of a truncated .json that it is not JSON', () => {
  writeFileSync(join(folder, 'cut.json'), '{"Resources": {')
  assert.match(problemsOf(() => readTemplate('cut.json', folder))[0] ?? '', /^cut\.json:1:\d+ is not JSON: /)
})

read('says why the system does not let it read a file', () => {
  const name = 'x'.repeat(300)
  assert.equal(
    problemsOf(() => readTemplate(name, folder)),
    [`${name} cannot be read (ENAMETOOLONG); expected a template.`],
  )
})

read('takes no Latin-1 for UTF-8', () => {
  writeFileSync(join(folder, 'latin.yaml'), Buffer.from('Description: caf\xe9', 'latin1'))
  assert.equal(
    problemsOf(() => readTemplate('latin.yaml', folder)),
    ['latin.yaml is not in UTF-8; expected a template saved as UTF-8.'],
  )
})

read('reads JSON, with a byte order mark too', () => {
  writeFileSync(join(folder, 'template.json'), '\uFEFF{"Resources": {"A": {"Type": "X"}}}')
  assert.equal(readTemplate('template.json', folder).value.Resources, { A: { Type: 'X' } })
})

read.run()
