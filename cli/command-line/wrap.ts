/** Text within 80 columns: the lines after the first are indented. What has no spaces stays in one piece. */
export const wrap = (text: string, indent: number, start = indent): string => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(space)) {
    const width = columns - (lines.length === 0 ? start : indent)
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`)
}

const columns = 80

/** Numbers and their units stay together. */
const space = /(?<!\bin) (?!(?:ms|s|min|%)(?:\W|$))/
