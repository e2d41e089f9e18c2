import * as assert from 'uvu/assert'
import type { Cloud, Ran } from './account.ts'
import { type Source, write } from './deploy.ts'

/** `sam build` and `sam deploy` of a project with a template and a folder of code, as a user has it. */
export const samDeploy = async (cloud: Cloud, stack: string, { template, files = {} }: Source): Promise<Ran> => {
  const project = `${cloud.folder}/sam/${stack}`
  for (const [name, text] of Object.entries({ 'template.yaml': template, ...files })) write(project, name, text)
  const built = await cloud.sam('build', '--template', `${project}/template.yaml`, '--build-dir', `${project}/built`)
  assert.is(built.exitCode, 0, built.terminal)
  return cloud.sam(
    ...['deploy', '--template', `${project}/built/template.yaml`, '--stack-name', stack, '--resolve-s3'],
    ...['--capabilities', 'CAPABILITY_IAM', '--no-confirm-changeset'],
  )
}
