import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import packageJson from '../../package.json' with { type: 'json' }
import { pythonWith } from '../helpers/python.ts'

type Component = { name: string; version: string; purl: string; hashes: { alg: string; content: string }[] }
type Bom = { metadata: { component: { version: string } }; components: Component[] }

const fileOf = (part: string) => fileURLToPath(new URL(`../../dist/${part}/sbom.cdx.json`, import.meta.url))
const read = (part: string): Bom => JSON.parse(readFileSync(fileOf(part), 'utf8'))
const licensed = (part: string) =>
  readFileSync(new URL(`../../dist/${part}/THIRD-PARTY-LICENSES`, import.meta.url), 'utf8')

const validate = `
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1]).read())
sys.exit(str(error)[:2000] if error else 0)
`
const python = pythonWith('cyclonedx')
const bill = suite('sbom.cdx.json')

for (const part of ['macro', 'hook', 'gate', 'gate-failure', 'cli']) {
  ;(python ? bill : bill.skip)(`of the ${part} is CycloneDX 1.6 as its own schema has it`, () => {
    const { status, stderr } = spawnSync(python ?? '', ['-c', validate, fileOf(part)], { encoding: 'utf8' })
    assert.is(status, 0, stderr)
  })

  bill(`of the ${part} lists the packages whose licenses lie beside it, each with the digest of its archive`, () => {
    const { metadata, components } = read(part)
    assert.is(metadata.component.version, packageJson.version)
    assert.ok(components.length > 0)
    for (const { name, version, hashes } of components) {
      assert.ok(licensed(part).includes(`${name} ${version} (`), name)
      assert.match(hashes[0]?.content ?? '', /^[0-9a-f]{128}$/)
    }
    assert.is(licensed(part).match(/^\S+ \d+\.\d+\.\d+\S* \(/gm)?.length, components.length)
  })
}

bill.run()
