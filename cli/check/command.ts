import type { Command, Input, Option, World } from '../command.ts'
import { Mistake } from '../mistake.ts'
import { parseOverrides } from '../parameters.ts'
import { findOwnTemplate, readOwnTemplate, regionOf, sourceOptions } from '../source.ts'
import { exitCodeOf, severities } from './exit-code.ts'
import { explanation } from './explain.ts'
import { filesOf } from './files.ts'
import { github } from './formats/github.ts'
import { json } from './formats/json.ts'
import { parseable } from './formats/parseable.ts'
import { pretty } from './formats/pretty.ts'
import { sarif } from './formats/sarif.ts'
import { idsOf, matchesId } from './ignore.ts'
import { findingsOf, lint } from './lint.ts'
import { type Finding, levelOf } from './rule.ts'
import { rules } from './rules.ts'
import { summary } from './summary.ts'

const formats = { pretty, parseable, json, sarif, github }
const isFormat = (name: string): name is keyof typeof formats => Object.hasOwn(formats, name)

const options: Record<string, Option> = {
  ...sourceOptions,
  'template-file': { ...sourceOptions['template-file'], multiple: true },
  format: { type: 'string', value: 'FORMAT', choices: Object.keys(formats), text: Object.keys(formats).join(', ') },
  ignore: {
    type: 'string',
    short: 'i',
    value: 'ID[,ID]',
    multiple: true,
    text: 'checks not to make, by ID or the beginning of IDs',
  },
  'include-checks': {
    type: 'string',
    short: 'c',
    value: 'ID[,ID]',
    multiple: true,
    text: 'informational checks to make as well; WHI for all of them',
  },
  'non-zero-exit-code': {
    type: 'string',
    value: 'LEVEL',
    choices: Object.keys(severities),
    text: 'the lowest level that counts for the exit code (informational)',
  },
}

/** `codedeployhook check`: what bites later, with line and column. */
export const check: Command = {
  name: 'check',
  summary: 'Look for what bites later: settings, bypassed aliases, preferences that SAM ignores.',
  usage: '[TEMPLATE...] [OPTIONS]',
  options,
  examples: [
    ['check', 'Check template.yaml'],
    ["check 'services/**/template.yaml' --format github", 'Check many, as annotations of a GitHub Actions run'],
    ['check --ignore WHW3003 -c WHI', 'Without one check, with the informational ones'],
    ['check explain WHW3003', 'What a check means, and the fix'],
  ],
  notes: [
    'A template ignores checks with IgnoreChecks: [ID] under Metadata.WebsiteHealthcheck, at its top level or on a resource.',
    'Exit codes as in cfn-lint: 0, or the sum of 2 for errors, 4 for warnings and 8 for informational findings; 1 when the check could not be made.',
  ],
  run: async (input, world) => {
    try {
      if (input.positionals[0] === 'explain') {
        world.out(explanation(input.positionals[1], world.paint.out))
        return 0
      }
      return checkAll(input, world)
    } catch (error) {
      // 2 says that a template has errors
      if (!(error instanceof Mistake)) throw error
      world.err(error.problems.map(problem => `${world.paint.err('red', 'Error:')} ${problem}\n`).join(''))
      return 1
    }
  },
}

/** `codedeployhook explain`, for short. */
export const explain: Command = {
  name: 'explain',
  summary: 'Say what a check means, and what to do about it.',
  usage: '[ID]',
  options: {},
  examples: [
    ['explain WHW3003', 'One check'],
    ['explain', 'All of them'],
  ],
  run: async ({ positionals }, world) => {
    world.out(explanation(positionals[0], world.paint.out))
    return 0
  },
}

const checkAll = (input: Input, world: World): number => {
  const named = input.positionals.length > 0 ? input.positionals : input.values('template-file')
  const files = filesOf(named.length > 0 ? named : [findOwnTemplate(world.cwd)], world.cwd)
  const found = files.flatMap(file => checkFile(file, input, world))
  const ignored = idsIn(input, 'ignore')
  const included = idsIn(input, 'include-checks')
  const wanted = found.filter(({ rule }) => !matchesId(rule, ignored))
  const shown = wanted.filter(({ rule }) => levelOf(rule) !== 'informational' || matchesId(rule, included))
  const format = input.value('format') ?? 'pretty'
  world.out(formats[isFormat(format) ? format : 'pretty'](shown, world.paint.out))
  world.err(summary({ files: files.length, shown, hidden: wanted.length - shown.length }))
  return exitCodeOf(shown, input.value('non-zero-exit-code'))
}

const checkFile = (file: string, input: Input, world: World): Finding[] => {
  try {
    const template = readOwnTemplate(file, world)
    const overrides = parseOverrides(input.values('parameter-overrides'))
    return lint({ template, overrides, region: regionOf(input, world) }, world.env)
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    return findingsOf(error, file === '-' ? 'stdin' : file)
  }
}

/** IDs of an option, each of which has to be the beginning of one that there is. */
const idsIn = (input: Input, option: string): string[] => {
  const ids = input.values(option).flatMap(idsOf)
  const unknown = ids.filter(id => !rules.some(rule => rule.id.startsWith(id.toUpperCase())))
  if (unknown.length === 0) return ids
  throw new Mistake(...unknown.map(id => `--${option} has ${id}, which is no check; expected an ID such as WHW3003.`))
}
