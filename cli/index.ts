import { readFileSync } from 'node:fs'
import { check, explain } from './check/command.ts'
import { exitCodes } from './command-line/command.ts'
import { main } from './command-line/main.ts'
import { createPaint } from './command-line/paint.ts'
import { createStatus } from './command-line/status.ts'
import { event } from './event/command.ts'
import { preview } from './preview/command.ts'
import { rehearse } from './rehearse/command.ts'

const { env, stdout, stderr } = process
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interrupted.signal.aborted) process.exit(exitCodes.couldNotRun)
    interrupted.abort()
  })
// an exit code of 1 is an answer, and this is none
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

process.exitCode = await main(process.argv.slice(2), [preview, check, rehearse, event, explain], {
  cwd: process.cwd(),
  env,
  out: text => void stdout.write(text),
  err: text => void stderr.write(text),
  stdin: () => readFileSync(0, 'utf8'),
  status: createStatus(stderr),
  paint: { out: createPaint(stdout, env), err: createPaint(stderr, env) },
  interrupted: interrupted.signal,
})
