import type { Cloud } from './account.ts'
import { codeBucketOf, type Deployed, deployFile, type Parameters, packageTemplate } from './deploy.ts'
import { root } from './environment.ts'

type Options = {
  /** The folder with template.yaml and dist/: this repository, or an older release of it. */
  project?: string
  parameters?: Parameters
}

/** Installs codedeployhook's stack with the AWS CLI, or deploys it again, as docs/install.md says. */
export const install = async (cloud: Cloud, { project = root, parameters = {} }: Options = {}): Promise<Deployed> => {
  const file = await packageTemplate(cloud, `${project}/template.yaml`)
  const deployed = await deployFile(cloud, 'codedeployhook', file, { parameters, bucket: codeBucketOf(cloud) })
  if (deployed.exitCode !== 0) throw new Error(deployed.terminal)
  return deployed
}
