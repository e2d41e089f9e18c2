import { exitCodes } from './command-line/command.ts'
import { unsupportedNode } from './command-line/node-version.ts'

/** Ends the process if Node.js is too old, before any other module of the command line is evaluated. */
const problem = unsupportedNode(process.versions.node)
if (problem) {
  process.stderr.write(`Error: ${problem}\n`)
  process.exit(exitCodes.couldNotRun)
}
