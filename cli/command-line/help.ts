import type { Command, Option } from './command.ts'
import type { Paint } from './paint.ts'
import { columns, linesOf } from './wrap.ts'

/** The page of `codedeployhook --help`. */
export const overview = (commands: readonly Command[], description: string, paint: Paint): string =>
  sections(paint, [
    ['', linesOf(description, columns)],
    ['Usage', ['codedeployhook COMMAND [OPTIONS]']],
    ['Commands', table(commands.map(({ name, summary }) => [name, summary]))],
    [
      'Options',
      table([
        ['-h, --help', 'show this help, or the help of a command'],
        ['    --version', 'show the version'],
        ['    --no-color', 'print no colors, as with NO_COLOR=1'],
      ]),
    ],
    ['', ['Run codedeployhook COMMAND --help for more about a command.']],
  ])

/** The page of `codedeployhook COMMAND --help`. */
export const page = (command: Command, common: Record<string, Option>, paint: Paint): string =>
  sections(paint, [
    ['', linesOf(command.summary, columns)],
    ['Usage', [`codedeployhook ${command.name} ${command.usage}`]],
    ['Options', table(Object.entries({ ...command.options, ...common }).map(row))],
    ['Examples', command.examples.flatMap(([line, purpose]) => [`# ${purpose}`, `codedeployhook ${line}`])],
    ...(command.notes ?? []).map(note => ['', linesOf(note, columns)] as Section),
  ])

type Section = readonly [title: string, lines: readonly string[]]

const sections = (paint: Paint, all: readonly Section[]): string =>
  all
    .map(([title, lines]) => (title ? [paint('bold', title), ...lines.map(line => `  ${line}`)] : lines).join('\n'))
    .join('\n\n')
    .concat('\n')

const row = ([name, option]: [string, Option]): [string, string] => {
  const value = option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : ''
  return [`${option.short ? `-${option.short},` : '   '} --${name}${value}`, option.text]
}

/** Two columns within a width of 80. After a long first column, the second one starts on the next line. */
const table = (rows: readonly (readonly [string, string])[]): string[] => {
  const left = Math.min(26, Math.max(...rows.map(([first]) => first.length)))
  return rows.flatMap(([first, second]) => {
    const lines = linesOf(second, columns - left - 4)
    const head = first.length > left ? [first] : [`${first.padEnd(left)}  ${lines.shift() ?? ''}`]
    return [...head, ...lines.map(line => `${' '.repeat(left)}  ${line}`)]
  })
}
