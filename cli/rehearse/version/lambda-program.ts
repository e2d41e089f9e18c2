import { delimiter, join } from 'node:path'
import { functionArn } from '../aws/function-arn.ts'
import type { Code } from '../code/code.ts'
import { javaClassPath, javaMain } from '../code/java.ts'
import { lambdaEnvironment } from '../sandbox/environment.ts'
import type { Program } from '../sandbox/program.ts'

/** Of a version. `notes`: the file in which a program of runtime/ keeps what it found missing. */
export type Facts = {
  name: string
  version: string
  endpointUrl: string
  notes: string
  layers: readonly string[] | undefined
}
export type Limits = { variables: Record<string, string>; timeoutSeconds: number; memory: unknown }

type Machine = { region: string; scratch: string; cwd: string; env: Record<string, string | undefined> }

/** How a version is run: the client of the Runtime API for its language, or its own program. */
export const programOf = (
  code: Code,
  { notes, layers = [], ...facts }: Facts,
  { variables, timeoutSeconds, memory }: Limits,
  { region, scratch, cwd, env }: Machine,
): Program => {
  const memoryMegabytes = Number(memory) || 128
  const commands: Record<Code['kind'], string[]> = {
    // for code that --handler names, what is deployed with it is unknown
    node: [
      process.execPath,
      join(scratch, 'node.mjs'),
      notes,
      code.isWhole ? code.folder : '',
      layers.join(delimiter),
      cwd,
    ],
    python: ['python3', '-u', join(scratch, 'python.py'), notes],
    java: ['java', '-cp', javaClassPath(code.folder, env), javaMain, code.handler],
    provided: [join(code.folder, 'bootstrap')],
  }
  const lambda = { ...facts, region, memoryMegabytes, handler: code.handler, root: code.folder, runtime: code.runtime }
  return {
    name: facts.name,
    version: facts.version,
    arn: `${functionArn(region, facts.name)}:${facts.version}`,
    command: commands[code.kind],
    folder: code.folder,
    environment: lambdaEnvironment(lambda, variables, env),
    timeoutSeconds,
    memoryMegabytes,
  }
}
