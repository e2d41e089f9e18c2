/** Width of all text printed for people. */
export const columns = 80

/** Wraps text at a width. A longer word gets its own line. */
export const linesOf = (text: string, width: number, firstWidth = width): string[] => {
  const lines: string[] = []
  for (const word of text.split(space)) {
    const last = lines.at(-1)
    const room = lines.length > 1 ? width : firstWidth
    if (last === undefined || last.length + 1 + word.length > room) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

/** Numbers and their units stay together; and no line begins with `::`, which GitHub Actions treats as a command. */
const space = /(?<!\bin) (?!::|(?:ms|s|min|%)(?:\W|$))/

/** Text within {@link columns}: the lines after the first are indented. */
export const wrap = (text: string, indent: number, firstIndent = indent): string =>
  linesOf(text, columns - indent, columns - firstIndent).join(`\n${' '.repeat(indent)}`)

/** Paragraphs within {@link columns}; indented lines stay as they are. */
export const fill = (text: string): string =>
  text
    .split('\n')
    .flatMap(line => (line.startsWith(' ') ? [line] : linesOf(line, columns)))
    .join('\n')
