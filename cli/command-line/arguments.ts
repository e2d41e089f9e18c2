import { parseArgs } from 'node:util'
import { closestTo, didYouMean, oneOf } from '../../schema/sentence.ts'
import type { Option } from './command.ts'
import { UserError } from './user-error.ts'

type Arguments = { values: Record<string, string[]>; flags: Set<string>; positionals: string[] }

/** The words after the command's name. Throws a {@link UserError} that lists everything wrong with them. */
export const parseArguments = (words: readonly string[], options: Record<string, Option>): Arguments => {
  const { tokens } = parseArgs({
    args: [...gather(words.map(asSam).map(completing(options)), options)],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { type, short }]) => [name, short ? { type, short } : { type }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const parsed: Arguments = { values: {}, flags: new Set(), positionals: [] }
  const problems: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') parsed.positionals.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    // parseArgs treats any word that follows as the value, even the next option
    const value = !token.inlineValue && /^-./.test(token.value ?? '') ? undefined : token.value
    const problem = problemOf(token.rawName, value, option, options)
    if (problem) problems.push(problem)
    else if (option?.type === 'boolean') parsed.flags.add(token.name)
    else parsed.values[token.name] = [...(parsed.values[token.name] ?? []), value ?? '']
  }
  if (problems.length > 0) throw new UserError(...problems)
  return parsed
}

/** SAM accepts --template for --template-file. */
const asSam = (word: string): string => word.replace(/^--template(?==|$)/, '--template-file')

/** Gives an option that may stand alone its default value, unless the next word is a value. */
const completing =
  (options: Record<string, Option>) =>
  (word: string, index: number, words: readonly string[]): string => {
    const name = word.slice(2)
    const bare = word.startsWith('--') && Object.hasOwn(options, name) ? options[name]?.bare : undefined
    return bare !== undefined && /^(-.|$)/.test(words[index + 1] ?? '') ? `${word}=${bare}` : word
  }

const problemOf = (
  raw: string,
  value: string | undefined,
  option: Option | undefined,
  options: Record<string, Option>,
): string | undefined => {
  if (!option) return `${raw} is unknown; ${meant(raw, Object.keys(options))}`
  if (option.type === 'boolean') return value === undefined ? undefined : `${raw} is a switch; expected no value.`
  if (value === undefined) return `${raw} has no value; expected ${option.value ?? 'one'}.`
  return valueProblem(raw, value, option)
}

/** The dashes make no two options alike. */
const meant = (raw: string, names: readonly string[]): string => {
  const closest = closestTo(raw.replace(/^-+/, ''), names)
  return closest === undefined ? `expected ${oneOf(names.map(name => `--${name}`))}.` : `did you mean --${closest}?`
}

/** What is wrong with a value, on the command line or in a file. */
export const valueProblem = (subject: string, value: string, option: Option | undefined): string | undefined =>
  option?.choices && !option.choices.includes(value)
    ? `${subject} is ${value || 'empty'}; ${closest(value, option.choices)}`
    : undefined

const closest = (value: string, choices: readonly string[]): string =>
  value ? didYouMean(value, choices) : `expected ${oneOf(choices)}.`

/** `--parameter-overrides A=b C=d` → one option for each word, as parseArgs takes one value at a time. */
const gather = function* (words: readonly string[], options: Record<string, Option>): Generator<string> {
  let open: string | undefined
  for (const [index, word] of words.entries()) {
    const [, name] = word.match(/^--([^=]+)/) ?? []
    if (word.startsWith('-')) {
      const opens = name !== undefined && Object.hasOwn(options, name) && options[name]?.words === true
      open = opens ? name : undefined
      // without a word that follows, it stays as it is and is checked later
      if (open === undefined || word.includes('=') || !isEntry(words[index + 1])) yield word
    } else if (open !== undefined && isEntry(word)) yield `--${open}=${word}`
    else {
      open = undefined
      yield word
    }
  }
}

const isEntry = (word = ''): boolean => /^[A-Za-z0-9]+=|^"|^'/.test(word)
