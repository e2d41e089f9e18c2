import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const licenses = suite('THIRD-PARTY-LICENSES')

for (const [part, name, words] of [
  ['macro', 'leven', 'Sindre Sorhus'],
  ['hook', '@aws-sdk/client-lambda', 'Apache License'],
  ['hook', '@aws-sdk/client-codedeploy', 'Apache License'],
  ['hook', '@smithy/core', 'Apache License'],
  ['hook', '@aws-lambda-powertools/logger', 'MIT-0'],
  ['hook', 'js-yaml', 'Vitaly Puzrin'],
  ['cli', 'yaml', 'Eemeli Aro'],
  ['cli', 'tinyglobby', 'Madeline Gurriarán'],
] as const)
  licenses(`beside the ${part} names ${name} with its version and its license`, () => {
    const { version } = JSON.parse(
      readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8'),
    )
    const section = read(part).find(text => text.includes(`${name} ${version} (`))
    assert.ok(section?.includes(words), section ?? `no ${name}`)
  })

licenses('say nothing about packages that have no code in the bundle', () => {
  assert.is(read('macro').length, 1)
  assert.not.match(read('cli').join(''), /^(rollup|esbuild|codedeployhook) /m)
})

const read = (part: string): string[] =>
  readFileSync(new URL(`../../dist/${part}/THIRD-PARTY-LICENSES`, import.meta.url), 'utf8').split(
    `\n${'-'.repeat(80)}\n`,
  )

licenses.run()
