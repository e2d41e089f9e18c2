import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseYaml } from '../../cli/template/yaml.ts'
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import { pythonWith } from '../helpers/python.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const examples = readdirSync(`${root}examples`).filter(name => existsSync(`${root}examples/${name}/template.yaml`))
const folder = mkdtempSync(`${tmpdir()}/examples-`)
const samcli = pythonWith('samcli')

const sam = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(samcli ?? '', ['-m', 'samcli', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, AWS_DEFAULT_REGION: 'eu-central-1', SAM_CLI_TELEMETRY: '0' },
  })
  assert.is(status, 0, `sam ${args.join(' ')}\n${stdout}\n${stderr}`)
}

/** A copy of an example's folder, as it was before `npm install`. */
const copied = (name: string): string => {
  const into = `${folder}/${name}`
  cpSync(`${root}examples/${name}`, into, {
    recursive: true,
    filter: path => !/\/(node_modules|\.aws-sam)$/.test(path),
  })
  return into
}

type Template = { Transform: string | string[]; Resources: unknown }
const sam2016 = 'AWS::Serverless-2016-10-31'

/** The template that CloudFormation hands to SAM's own transform. */
const instrumented = (text: string): string => {
  const { Transform, ...fragment } = parseYaml(text).value as Template
  const event = { requestId: '1', fragment, params: {}, templateParameterValues: {} }
  const answer = createHandler(worldOf({}, () => {}))(event)
  assert.is(answer.errorMessage, undefined)
  return JSON.stringify({ Transform: sam2016, ...(answer.fragment as object) })
}

const cli = suite('the SAM CLI')
const fact = samcli ? cli : cli.skip
cli.after(() => rmSync(folder, { recursive: true }))

fact('finds nothing wrong with template.yaml, and builds it', () => {
  sam('validate', '--lint', '--template', `${root}template.yaml`)
  sam('build', '--template', `${root}template.yaml`, '--build-dir', 'stack')
  const parts = ['GateFailureFunction', 'GateFunction', 'HookFunction', 'MacroFunction']
  assert.equal(readdirSync(`${folder}/stack`).toSorted(), [...parts, 'template.yaml'])
})

for (const name of examples)
  fact(`accepts and builds examples/${name}, before the macro and after it`, () => {
    const before = `${copied(name)}/template.yaml`
    const after = `${folder}/${name}/after.json`
    writeFileSync(after, instrumented(readFileSync(before, 'utf8')))
    for (const template of [before, after]) {
      sam('validate', '--template', template)
      // what the two have in common is built once
      sam('build', '--template', template, '--build-dir', `${name}/built`, '--cached', '--cache-dir', `${name}/cache`)
    }
  })

cli.run()
