import { type Command, exitCodes } from '../command-line/command.ts'
import { printable } from '../command-line/printable.ts'
import { warn } from '../command-line/warn.ts'
import { readSource, sourceOptions } from '../template/source.ts'
import { jsonOf } from './json.ts'
import { previewOf } from './preview.ts'
import { textOf } from './text.ts'
import { yamlOf } from './yaml.ts'

export const preview: Command = {
  name: 'preview',
  summary: 'Show what the macro would do with a template, function by function.',
  usage: '[TEMPLATE] [OPTIONS]',
  options: {
    ...sourceOptions,
    format: {
      type: 'string',
      value: 'FORMAT',
      choices: ['text', 'json', 'yaml'],
      text: 'text, json (schema/preview.schema.json), or yaml for the whole transformed template',
    },
    fail: { type: 'boolean', text: 'exit with code 1 if anything would change' },
  },
  examples: [
    ['preview', 'Preview template.yaml'],
    ['preview --parameter-overrides Stage=prod', 'Preview another stage'],
    ['preview --format yaml | diff template.yaml -', 'Show the added lines in place'],
    ['preview --format yaml | sam validate --lint -t /dev/stdin', "Validate the macro's output with SAM and cfn-lint"],
  ],
  notes: [
    'Preview assumes the default parameters of the installed stack. Set environment variables such as HEALTHCHECK_PATH for other values.',
    "--format yaml adds lines to the author's text and removes WebsiteHealthcheck from its Transform. If a function is written in braces, or shares an anchor or a merge key with something else, the whole template is rewritten without its comments, and a warning says so.",
    'Exit codes: 0 for a preview, 1 with --fail if anything would change, 2 if the macro refuses the template or it cannot be read.',
  ],
  run: async (input, terminal) => {
    const seen = previewOf(readSource(input, terminal), terminal.env)
    const format = input.value('format')
    if (format === 'json') terminal.out(jsonOf(seen))
    else if (format !== 'yaml') terminal.out(textOf(seen, terminal.paint.out))
    else if (seen.refusal) terminal.err(`${terminal.paint.err('red', 'Error:')} ${printable(seen.refusal)}\n`)
    else {
      const { text, losesComments } = yamlOf(seen)
      for (const note of seen.notes) warn(terminal, note)
      if (losesComments)
        warn(
          terminal,
          `${seen.template.file} has a function in braces, behind an anchor or in an included file; the template is rewritten without comments.`,
        )
      terminal.out(text, 'verbatim')
    }
    if (seen.refusal) return exitCodes.couldNotRun
    return input.flag('fail') && seen.plans.some(({ kind }) => kind === 'gated') ? exitCodes.failed : exitCodes.ok
  },
}
