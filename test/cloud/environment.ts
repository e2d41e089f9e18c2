import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Of the repository, with a slash at the end. */
export const root = fromRoot('')

/** What `.ci/python` makes: LocalStack, the AWS CLI and the SAM CLI, each as a Python that has it. */
export const pythons = {
  localstack: fromRoot('.venv/cloud/bin/python'),
  awscli: fromRoot('.venv/bin/python'),
  samcli: fromRoot('.venv/sam/bin/python'),
}

/** What is not there, as a sentence, or undefined where all is. */
export const missingTools = (): string | undefined => {
  const missing = Object.entries(pythons).filter(([, python]) => !existsSync(python))
  if (missing.length === 0) return undefined
  const names = missing.map(([name]) => name).join(', ')
  return `test:cloud needs ${names} from .ci/python, and LocalStack needs Python 3.13 on the PATH or under pyenv.`
}

export const region = 'eu-central-1'

/**
 * The whole environment of a process: nothing of the caller's, so that no credentials of a real account can get in.
 *
 * @param folder where the process may write
 * @param accountId LocalStack takes an access key of 12 digits for the account
 */
export const environmentOf = (folder: string, accountId: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  LANG: 'C.UTF-8',
  HOME: folder,
  TMPDIR: folder,
  XDG_CACHE_HOME: `${folder}/cache`,
  AWS_ACCESS_KEY_ID: accountId,
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: region,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  // otherwise boto asks 169.254.169.254
  AWS_EC2_METADATA_DISABLED: 'true',
})
