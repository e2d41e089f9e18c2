import { randomUUID } from 'node:crypto'
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Cloud, Ran } from './account.ts'
import { eventsOf, type Processed, processedOf, statusOf } from './stack.ts'

export type Parameters = Record<string, string | number>

/** What the tool printed, the stack's status after it (undefined where there is no stack), why which resource failed. */
export type Deployed = Ran & { status: string | undefined; failures: string[] }

type Options = {
  parameters?: Parameters
  capabilities?: string[]
  tags?: Record<string, string>
  /** A bucket for the template, which has to be there where it is larger than 51,200 bytes. */
  bucket?: string
}

/** A template and the files that it names, by their paths beside it. */
export type Source = { template: string; files?: Record<string, string> }

/**
 * Deploys a template with the real AWS CLI: writes it, `aws cloudformation package` where it has files, and
 * `aws cloudformation deploy`.
 */
export const deploy = async (
  cloud: Cloud,
  stack: string,
  source: string | Source,
  options: Options = {},
): Promise<Deployed> => {
  return deployFile(cloud, stack, await fileOf(cloud, source), options)
}

/** Writes a template and its files, and packages it where it has files; gives the path of what can be deployed. */
export const fileOf = async (cloud: Cloud, source: string | Source): Promise<string> => {
  const { template, files } = typeof source === 'string' ? { template: source } : source
  const folder = join(cloud.folder, randomUUID())
  const path = write(folder, 'template.yaml', template)
  for (const [name, text] of Object.entries(files ?? {})) write(folder, name, text)
  return files ? packageTemplate(cloud, path) : path
}

/** Runs `aws cloudformation deploy` on a packaged template. */
export const deployFile = async (
  cloud: Cloud,
  stack: string,
  file: string,
  options: Options = {},
): Promise<Deployed> => {
  const ran = await cloud.aws(...argumentsOf(stack, file, options))
  return deployedOf(cloud, stack, ran)
}

const argumentsOf = (stack: string, file: string, options: Options): string[] => {
  const { parameters = {}, capabilities = ['CAPABILITY_IAM'], tags = {}, bucket } = options
  return [
    ...['cloudformation', 'deploy', '--template-file', file, '--stack-name', stack, '--capabilities', ...capabilities],
    '--no-fail-on-empty-changeset',
    ...flag('--s3-bucket', bucket ? [bucket] : []),
    ...flag('--parameter-overrides', pairs(parameters)),
    ...flag('--tags', pairs(tags)),
  ]
}

const pairs = (record: Parameters): string[] => Object.entries(record).map(([key, value]) => `${key}=${value}`)

const flag = (name: string, values: string[]): string[] => (values.length > 0 ? [name, ...values] : [])

/** A change set that was not executed: what the tool printed, and the template after all transforms if there is one. */
export type Changed = Ran & { processed: Processed | undefined }

/** Makes the change set of a deployment, which runs the transforms, and leaves it at that. */
export const changeSet = async (
  cloud: Cloud,
  stack: string,
  source: string | Source,
  options: Options = {},
): Promise<Changed> => {
  const file = await fileOf(cloud, source)
  const ran = await cloud.aws(...argumentsOf(stack, file, options), '--no-execute-changeset')
  const [arn] = ran.terminal.match(/arn:aws:cloudformation:\S+changeSet\S+/) ?? []
  return { ...ran, processed: arn && ran.exitCode === 0 ? await processedOf(cloud, stack, arn) : undefined }
}

/** What became of a stack that a tool has deployed. */
export const deployedOf = async (cloud: Cloud, stack: string, ran: Ran): Promise<Deployed> => ({
  ...ran,
  status: await statusOf(cloud, stack),
  failures: ran.exitCode === 0 ? [] : await failuresOf(cloud, stack),
})

/** `Site UPDATE_FAILED why`, oldest first. */
const failuresOf = async (cloud: Cloud, stack: string): Promise<string[]> =>
  (await eventsOf(cloud, stack).catch(() => []))
    .filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
    .map(event => `${event.LogicalResourceId} ${event.ResourceStatus} ${event.ResourceStatusReason}`)

/** Where {@link packageTemplate} puts code. */
export const codeBucketOf = (cloud: Cloud): string => `code-${cloud.accountId}`

/** Runs `aws cloudformation package`, and gives the path of the template that it writes. */
export const packageTemplate = async (cloud: Cloud, file: string): Promise<string> => {
  const bucket = codeBucketOf(cloud)
  if (!withBucket.has(cloud)) await cloud.aws('s3', 'mb', `s3://${bucket}`)
  withBucket.add(cloud)
  const output = join(cloud.folder, `${randomUUID()}.yaml`)
  const { exitCode, terminal } = await cloud.aws(
    ...['cloudformation', 'package', '--template-file', file, '--s3-bucket', bucket, '--output-template-file', output],
  )
  if (exitCode !== 0) throw new Error(terminal)
  return output
}

const withBucket = new WeakSet<Cloud>()

export const write = (folder: string, name: string, text: string): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  // the AWS CLI packs the time along, and names the package by its bytes
  utimesSync(path, packedAt, packedAt)
  return path
}

const packedAt = new Date('2026-01-01')
