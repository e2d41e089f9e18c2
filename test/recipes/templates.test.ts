import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codedeployhook } from '../cli/command-line/run-command.ts'
import { pythonWith } from '../helpers/python.ts'
import { folderOf, recipe, templates } from './recipe.ts'

const [bypass = '', canary = ''] = templates()

const preview = async (template: string, ...args: string[]): Promise<string> => {
  const run = ['preview', 'template.yaml', '--format', 'json', ...args]
  const { code, out, err } = await codedeployhook(run, { files: { 'template.yaml': template } })
  assert.is(code, 0, err)
  const { functions } = JSON.parse(out)
  return JSON.stringify(functions[0])
}

const recipes = suite('docs/recipes.md: templates')

recipes('the bypass is off unless the parameter turns it on', async () => {
  assert.not.match(await preview(bypass), /"websitehealthcheck:Mode":"Warn"/)
  const bypassed = await preview(bypass, '--parameter-overrides', 'HealthcheckMode=Warn')
  assert.match(bypassed, /"websitehealthcheck:Mode":"Warn"/)
})

recipes("the canary has the macro's alarm on thrown errors beside the one on the API's answers", async () => {
  const previewed = await preview(canary)
  assert.match(previewed, /AWS::CloudWatch::Alarm/)
  assert.match(canary, /Type: Canary10Percent5Minutes\n +Alarms: \[!Ref ServerErrors\]/)
})

const cfnlint = pythonWith('cfnlint')
;(cfnlint ? recipes : recipes.skip)('cfn-lint finds nothing in them', () => {
  assert.is(templates().length, 2)
  const folder = folderOf(Object.fromEntries(templates().map((text, i) => [`${i}.yaml`, text])))
  const script = 'from cfnlint.runner import main; main()'
  const { stdout, status } = spawnSync(cfnlint ?? '', ['-c', script, '0.yaml', '1.yaml'], {
    cwd: folder,
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  assert.equal([stdout, status], ['', 0])
})

const hcl = pythonWith('hcl2')
;(hcl ? recipes : recipes.skip)('the Terraform configuration parses and hands the hook to the deployment', () => {
  const script = 'import hcl2, json, sys; print(json.dumps(hcl2.load(sys.stdin)))'
  const { stdout, stderr } = spawnSync(hcl ?? '', ['-c', script], { input: recipe('hcl', 'main.tf'), encoding: 'utf8' })
  assert.ok(stdout, stderr)
  const text = stdout.replaceAll('"', '')
  assert.match(text, /before_allow_traffic_hook_arn: \[?\$\{data\.aws_lambda_function\.hook\.arn\}/)
})

recipes.run()
