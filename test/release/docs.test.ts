import { suite } from 'uvu'
import packageJson from '../../package.json' with { type: 'json' }
import { holdsEach } from '../helpers/document.ts'

const version = suite('the version')

for (const [file, place, text] of [
  ['template.yaml', /(?<=SemanticVersion: )\S+/g, packageJson.version],
  ['docs/editors-and-ci.md', /\bv\d+\.\d+\.\d[\w.-]*/g, `v${packageJson.version}`],
] as const)
  version(`of package.json is that of ${file}`, () => {
    holdsEach(file, place, text)
  })

version.run()
