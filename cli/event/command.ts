import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, exitCodes } from '../command-line/command.ts'
import { UserError } from '../command-line/user-error.ts'
import { warn } from '../command-line/warn.ts'
import { readSource, sourceOptions } from '../template/source.ts'
import { probeFor } from './probe.ts'

const usage = '[TEMPLATE] FUNCTION [OPTIONS]'

/** `codedeployhook event`: the probe, for `sam local invoke` and unit tests. */
export const event: Command = {
  name: 'event',
  summary: 'Print the event that the hook sends to a function.',
  usage,
  options: sourceOptions,
  examples: [
    ['event Site | sam local invoke Site -e -', 'Probe the function Site of template.yaml'],
    ['event Site > test/events/healthcheck.json', 'Save the event for a unit test'],
    ['event other.yaml Site --parameter-overrides Stage=prod', 'Use another template and stage'],
  ],
  notes: [
    'FUNCTION is a logical ID. It is optional if only one function is gated.',
    'The code of the hook makes the event from the tags that the macro adds to the function. The request ID, the IDs derived from it and the time differ from run to run. Account and API IDs are placeholders.',
    'Exit codes: 0 if the event is printed, 2 if there is no event to print.',
  ],
  run: async (input, terminal) => {
    const [first, second] = input.positionals
    const [file, logicalId] = second === undefined ? [undefined, first] : [first, second]
    if (file !== undefined && file !== '-' && /^\w+$/.test(file) && !existsSync(join(terminal.cwd, file)))
      throw new UserError(`${file} is not a file; expected codedeployhook event ${usage}.`)
    // a single word is the name of the function
    const source = readSource({ ...input, positionals: file === undefined ? [] : [file] }, terminal)
    const { event, warnings } = probeFor(source, logicalId, terminal.env, Date.now())
    for (const warning of warnings) warn(terminal, warning)
    terminal.out(`${JSON.stringify(event, null, 2)}\n`)
    return exitCodes.ok
  },
}
