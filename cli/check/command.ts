import type { Command, Option } from '../command-line/command.ts'
import { UserError } from '../command-line/user-error.ts'
import { sourceOptions } from '../template/source.ts'
import { checkAll } from './all.ts'
import { severities } from './exit-code.ts'
import { explanation } from './explain.ts'
import { formats } from './formats.ts'

const options: Record<string, Option> = {
  ...sourceOptions,
  'template-file': { ...sourceOptions['template-file'], multiple: true },
  format: { type: 'string', value: 'FORMAT', choices: Object.keys(formats), text: Object.keys(formats).join(', ') },
  ignore: {
    type: 'string',
    short: 'i',
    value: 'ID[,ID]',
    multiple: true,
    text: 'checks to skip, by ID or the beginning of IDs',
  },
  'include-checks': {
    type: 'string',
    short: 'c',
    value: 'ID[,ID]',
    multiple: true,
    text: 'informational checks to run too; WHI for all of them',
  },
  'with-macro': {
    type: 'boolean',
    text: 'check a template that does not call the macro as if it did',
  },
  'non-zero-exit-code': {
    type: 'string',
    value: 'LEVEL',
    choices: Object.keys(severities),
    text: 'lowest level that affects the exit code (informational)',
  },
}

/** `codedeployhook check`: problems that surface later, with line and column. */
export const check: Command = {
  name: 'check',
  summary: 'Find problems that surface later: settings, bypassed aliases, preferences that SAM ignores.',
  usage: '[TEMPLATE...] [OPTIONS]',
  options,
  examples: [
    ['check', 'Check template.yaml'],
    [
      "check 'services/**/template.yaml' --format github",
      'Check many templates, as annotations of a GitHub Actions run',
    ],
    ['check --ignore WHW3003 -c WHI', 'Skip one check, and run the informational ones'],
    ['explain WHW3003', 'Explain a check and its fix'],
  ],
  notes: [
    'To ignore a check in a template, write IgnoreChecks: [ID] under Metadata.WebsiteHealthcheck, at the top level or on a resource.',
    'Exit codes, as in cfn-lint: 0 without findings, otherwise the sum of 2 for errors, 4 for warnings and 8 for informational findings; 1 if the check could not run.',
  ],
  // 2 says that a template has errors
  userErrorCode: 1,
  run: async (input, terminal) => {
    if (input.positionals[0] !== 'explain') return checkAll(input, terminal)
    const [, id, ...others] = input.positionals
    if (others.length > 0)
      throw new UserError(`${[id, ...others].join(' ')} are ${others.length + 1} checks; expected one.`)
    terminal.out(explanation(id, terminal.paint.out))
    return 0
  },
}

/** `codedeployhook explain`, for short. */
export const explain: Command = {
  name: 'explain',
  summary: 'Explain what a check means, and how to fix what it finds.',
  usage: '[ID]',
  options: {},
  examples: [
    ['explain WHW3003', 'Explain one check'],
    ['explain', 'List all checks'],
  ],
  run: async ({ positionals }, terminal) => {
    terminal.out(explanation(positionals[0], terminal.paint.out))
    return 0
  },
}
