import { suite } from 'uvu'
import packageJson from '../../package.json' with { type: 'json' }
import { holdsEach } from '../helpers/document.ts'

const version = suite('the version')

for (const [file, place] of [
  ['template.yaml', /(?<=SemanticVersion: )\S+/g],
  ['.pre-commit-hooks.yaml', /(?<=codedeployhook@)\d[\w.-]*/g],
  ['docs/editors-and-ci.md', /(?<=codedeployhook@)\d[\w.-]*/g],
] as const)
  version(`of package.json is that of ${file}`, () => {
    holdsEach(file, place, packageJson.version)
  })

version.run()
