import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { check, explain } from '../../../cli/check/command.ts'
import type { Terminal } from '../../../cli/command-line/command.ts'
import { main } from '../../../cli/command-line/main.ts'
import { createPaint } from '../../../cli/command-line/paint.ts'
import { event } from '../../../cli/event/command.ts'
import { preview } from '../../../cli/preview/command.ts'

export type Outcome = { code: number; out: string; err: string }

type Around = { files?: Record<string, string>; stdin?: string; env?: Record<string, string>; cwd?: string }

/** Runs one command line in a separate folder with the given files; returns its output, as a pipe would get it. */
export const codedeployhook = async (words: readonly string[], around: Around = {}): Promise<Outcome> => {
  const { files = {}, stdin = '', env = {} } = around
  const cwd = around.cwd ?? mkdtempSync(join(tmpdir(), 'codedeployhook-test-'))
  const written = { out: '', err: '' }
  const paint = createPaint({}, env)
  const terminal: Terminal = {
    cwd,
    env,
    stdin: () => stdin,
    out: text => {
      written.out += text
    },
    err: text => {
      written.err += text
    },
    status: () => {},
    paint: { out: paint, err: paint },
    interrupted: new AbortController().signal,
  }
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true })
      writeFileSync(join(cwd, name), text)
    }
    const code = await main(words, [preview, check, event, explain], terminal)
    return { code, ...written }
  } finally {
    if (around.cwd === undefined) rmSync(cwd, { recursive: true })
  }
}

export const both = 'Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]'

/** A template of the website `Site` on a catch-all route, with more lines in its places. */
export const site = ({ transform = both, head = '', metadata = '', properties = '', resources = '', rest = '' } = {}) =>
  [
    transform,
    head,
    'Resources:',
    '  Site:',
    '    Type: AWS::Serverless::Function',
    metadata,
    '    Properties:',
    '      Handler: index.handler',
    "      Events: { Any: { Type: Api, Properties: { Path: '/{proxy+}', Method: ANY } } }",
    properties,
    resources,
    rest,
  ]
    .filter(line => line !== '')
    .join('\n')
    .concat('\n')
