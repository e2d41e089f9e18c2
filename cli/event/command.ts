import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, exitCodes } from '../command-line/command.ts'
import { UserError } from '../command-line/user-error.ts'
import { readSource, sourceOptions } from '../template/source.ts'
import { probeFor } from './probe.ts'

const usage = '[TEMPLATE] FUNCTION [OPTIONS]'

/** `codedeployhook event`: the probe, for `sam local invoke` and unit tests. */
export const event: Command = {
  name: 'event',
  summary: 'Print the event that the hook would send to a function.',
  usage,
  options: sourceOptions,
  examples: [
    ['event Site | sam local invoke Site -e -', 'Ask the function Site of template.yaml'],
    ['event Site > test/events/healthcheck.json', 'Keep it for a unit test'],
    ['event other.yaml Site --parameter-overrides Stage=prod', 'Of another template and stage'],
  ],
  notes: [
    'FUNCTION is a logical ID; it may be left out where only one function is gated.',
    'The event is made by the hook from the tags that the macro gives the function. From run to run it differs in the request ID, what is derived from it (the trace ID, extendedRequestId) and the time. Account and API IDs are placeholders.',
    'Exit codes: 0 printed, 2 when there is nothing to print.',
  ],
  run: async (input, terminal) => {
    const [first, second] = input.positionals
    const [file, logicalId] = second === undefined ? [undefined, first] : [first, second]
    if (file !== undefined && file !== '-' && /^\w+$/.test(file) && !existsSync(join(terminal.cwd, file)))
      throw new UserError(
        `${file} ${logicalId} are no template and a function; expected codedeployhook event ${usage}.`,
      )
    // of one word alone it is the name of the function
    const source = readSource({ ...input, positionals: file === undefined ? [] : [file] }, terminal)
    const { event, warnings } = probeFor(source, logicalId, terminal.env, Date.now())
    for (const warning of warnings) terminal.err(`${terminal.paint.err('yellow', 'Warning:')} ${warning}\n`)
    terminal.out(`${JSON.stringify(event, null, 2)}\n`)
    return exitCodes.ok
  },
}
