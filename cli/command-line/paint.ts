// by its namespace: Node.js 18 has no styleText, and would fail to load before it can say that it is too old
import * as util from 'node:util'

/** Text in a style of node's own `util.styleText`, or as it is. */
export type Paint = (style: Style, text: string) => string
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan'

type Stream = { isTTY?: boolean }

/** Colours on a terminal only; NO_COLOR and FORCE_COLOR as https://no-color.org and node have them. */
export const createPaint = (stream: Stream, env: Record<string, string | undefined>): Paint => {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== ''
  const colours = !env.NO_COLOR && (forced || (stream.isTTY === true && env.TERM !== 'dumb' && env.FORCE_COLOR !== '0'))
  return (style, text) => (colours ? util.styleText(style, text, { validateStream: false }) : text)
}
