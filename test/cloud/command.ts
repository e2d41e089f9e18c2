import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ProblemCode } from '../../schema/problem.ts'
import type { Cloud } from './account.ts'
import { type Source, write } from './deploy.ts'
import { root } from './environment.ts'

/** Of `codedeployhook preview --format json`: schema/preview.schema.json. */
export type Preview = {
  outcome: 'changed' | 'unchanged' | 'refused'
  refusal?: string
  problems: { code: ProblemCode }[]
  functions: { logicalId: string; outcome: string; added?: Record<string, unknown> }[]
}

/** What the built command line says about a template, with the files beside it, whatever its exit status. */
export const preview = (cloud: Cloud, source: string | Source): Preview => {
  const { template, files = {} } = typeof source === 'string' ? { template: source } : source
  const folder = join(cloud.folder, randomUUID())
  const file = write(folder, 'preview.yaml', template)
  for (const [name, text] of Object.entries(files)) write(folder, name, text)
  const command = [`${root}dist/cli/index.mjs`, 'preview', file, '--format', 'json']
  try {
    return JSON.parse(
      execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout)
  }
}
