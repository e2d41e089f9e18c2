import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProblemCode } from '../../schema/problem.ts'
import type { Cloud } from './account.ts'
import { root } from './environment.ts'

/** Of `codedeployhook preview --format json`: schema/preview.schema.json. */
export type Preview = {
  outcome: 'changed' | 'unchanged' | 'refused'
  refusal?: string
  problems: { code: ProblemCode }[]
  functions: { logicalId: string; outcome: string; added?: Record<string, unknown> }[]
}

/** What the built command line says about a template, whatever its exit status. */
export const preview = (cloud: Cloud, template: string): Preview => {
  const file = join(cloud.folder, 'preview.yaml')
  writeFileSync(file, template)
  const command = [`${root}dist/cli/index.mjs`, 'preview', file, '--format', 'json']
  try {
    return JSON.parse(
      execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout)
  }
}
