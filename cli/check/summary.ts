import { type Finding, type Level, levelOf } from './rule.ts'

/** The closing sentences: `1 template: 2 errors, 1 warning.` */
export const summary = ({ files, shown, hidden }: { files: number; shown: readonly Finding[]; hidden: number }) => {
  const count = (level: Level) => shown.filter(({ rule }) => levelOf(rule) === level).length
  const parts = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
    [count('informational'), 'informational finding'],
  ] as const
  const found = parts.filter(([number]) => number > 0).map(([number, word]) => many(number, word))
  const more =
    hidden > 0
      ? `\n${many(hidden, 'informational finding')} not shown; -c WHI shows ${hidden === 1 ? 'it' : 'them'}.`
      : ''
  const explain = shown.length > 0 ? '\nRun codedeployhook explain ID for details.' : ''
  return `${many(files, 'template')}: ${found.join(', ') || (hidden > 0 ? 'no errors, no warnings' : 'nothing found')}.${more}${explain}\n`
}

const many = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
