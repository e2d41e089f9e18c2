import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Terminal } from '../../../cli/command-line/command.ts'
import { main } from '../../../cli/command-line/main.ts'
import { createPaint } from '../../../cli/command-line/paint.ts'
import { rehearse } from '../../../cli/rehearse/command.ts'

/** Files by name; a pair is a file with its mode, such as 0o755. */
export type Files = Record<string, string | readonly [text: string, mode: number]>

export const writeFiles = (folder: string, files: Files): string => {
  for (const [name, file] of Object.entries(files)) {
    const [text, mode = 0o644] = typeof file === 'string' ? [file] : file
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text, { mode })
  }
  return folder
}

/** `codedeployhook rehearse` in a folder of these files, or in a folder that is there; `left` is what it left in TMPDIR. */
export const runRehearse = async (
  files: Files | string,
  words: readonly string[] = [],
  {
    env = {},
    interrupted = new AbortController().signal,
  }: { env?: Record<string, string>; interrupted?: AbortSignal } = {},
) => {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const cwd = typeof files === 'string' ? files : writeFiles(mkdtempSync(join(tmpdir(), 'rehearse-')), files)
  const plain = createPaint({}, {})
  const terminal: Terminal = {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdin: () => '',
    out: line => lines.out.push(line),
    err: line => lines.err.push(line),
    status: () => {},
    paint: { out: plain, err: plain },
    interrupted,
  }
  try {
    const code = await main(['rehearse', ...words], [rehearse], terminal)
    return { code, out: lines.out.join(''), err: lines.err.join('') }
  } finally {
    if (typeof files !== 'string') rmSync(cwd, { recursive: true })
  }
}

export const transform = 'Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]\n'

/** A function on a catch-all route; the properties are lines of YAML, and the last of two equal ones counts. */
export const site = (properties: string, name = 'Site', runtime = 'nodejs24.x') => `  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: ${runtime}
      Handler: index.handler
      Events: { Any: { Type: HttpApi } }
      ${properties}
`

export const inline = (code: string) => `InlineCode: |\n        ${code.replaceAll('\n', '\n        ')}`

export const template = (...sites: string[]) => `${transform}Resources:\n${sites.join('')}`
