import Anser from 'anser'
import { escapeXml, paletteStyle } from './svg.ts'

/** In pixels, for a monospaced font of 14. */
const size = { line: 20, column: 8.43, margin: 18, bar: 34 }

/**
 * A terminal with what a command printed, as an SVG picture whose lines appear one after the other, once. Readers who
 * prefer reduced motion, and programs that do not animate, see all lines. Follows the reader's light or dark theme.
 *
 * @param command what was typed
 * @param output what it printed, with the escape sequences of its colors
 * @param columns the width of the terminal in characters
 */
export const terminal = (command: string, output: string, columns = 102): string => {
  const lines = linesOf(`\u001b[1m$ ${command}\u001b[22m\n${output.trimEnd()}`)
  const width = Math.ceil(columns * size.column + 2 * size.margin)
  const height = size.bar + lines.length * size.line + size.margin
  const rows = lines.map((line, i) => {
    const y = size.bar + (i + 1) * size.line - 6
    return `<text class="row" style="animation-delay:${i * 70}ms" x="${size.margin}" y="${y}">${line}</text>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(`What ${command} prints`)}</title>`,
    `<style>${paletteStyle}${style}</style>`,
    `<rect class="window" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...[0, 1, 2].map(i => `<circle class="button" cx="${size.margin + 4 + i * 18}" cy="17" r="5"/>`),
    ...rows,
    '</svg>',
    '',
  ].join('\n')
}

const style = `
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre;fill:var(--text)}
.window{fill:var(--window);stroke:var(--line)}.button{fill:var(--line)}
.bold{font-weight:700}.dim{fill:var(--dim)}.red{fill:var(--red)}.green{fill:var(--green)}
.row{animation:appear 1ms step-end backwards}@keyframes appear{from{opacity:0}}
@media(prefers-reduced-motion:reduce){.row{animation:none}}
`

/** A color may begin on one line and end on a later one, as in wrapped text. */
const linesOf = (printed: string): string[] => {
  const lines = ['']
  for (const { content, fg, decorations } of Anser.ansiToJson(printed, { use_classes: true, remove_empty: true })) {
    const classes = [fg?.replace('ansi-', ''), ...decorations].filter(Boolean).join(' ')
    const [first, ...rest] = content.split('\n').map(text => span(escapeXml(text), classes))
    lines.push(`${lines.pop()}${first}`, ...rest)
  }
  return lines
}

const span = (text: string, classes: string): string =>
  classes && text ? `<tspan class="${classes}">${text}</tspan>` : text
