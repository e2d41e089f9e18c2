// first of all: an older Node.js cannot even load what follows
import './supported-node.ts'

import { readFileSync } from 'node:fs'
import { check, explain } from './check/command.ts'
import { exitCodes } from './command-line/command.ts'
import { createInterruption } from './command-line/interruption.ts'
import { main } from './command-line/main.ts'
import { createPaint } from './command-line/paint.ts'
import { printableLines } from './command-line/printable.ts'
import { createStatus } from './command-line/status.ts'
import { event } from './event/command.ts'
import { preview } from './preview/command.ts'
import { rehearse } from './rehearse/command.ts'

const { env, stdout, stderr } = process
const words = process.argv.slice(2)
const plain = words.includes('--no-color') ? { ...env, NO_COLOR: '1' } : env
const interruption = createInterruption()
// an exit code of 1 is an answer, and this is not one
process.on('uncaughtException', error => {
  stderr.write(`Error: This is a bug in codedeployhook: ${error.stack}\n`)
  process.exit(exitCodes.couldNotRun)
})
// a reader that has seen enough, such as head, is not an error
stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit()
  stderr.write(`Error: standard output cannot be written to (${code}).\n`)
  process.exit(exitCodes.couldNotRun)
})

process.exitCode = await main(words, [preview, check, rehearse, event, explain], {
  cwd: process.cwd(),
  env,
  out: (text, form) => void stdout.write(form === 'verbatim' && !stdout.isTTY ? text : printableLines(text)),
  err: text => void stderr.write(printableLines(text)),
  stdin: () => readFileSync(0, 'utf8'),
  status: createStatus(stderr),
  paint: { out: createPaint(stdout, plain), err: createPaint(stderr, plain) },
  // the signal ends a command that never uses `interrupted` and so cannot end by itself
  get interrupted() {
    return interruption()
  },
})
