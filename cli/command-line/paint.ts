// imported as a namespace: Node.js 18 has no styleText, so a named import would fail before the version check
import * as util from 'node:util'

/** Applies a style of `util.styleText`, or returns the text unchanged. */
export type Paint = (style: Style, text: string) => string
/** Neither yellow nor cyan, which a light terminal hardly shows. */
export type Style = 'bold' | 'dim' | 'green' | 'red'

type Stream = { isTTY?: boolean }

/** Colors on a terminal only; honors NO_COLOR and FORCE_COLOR as https://no-color.org and Node.js do. */
export const createPaint = (stream: Stream, env: Record<string, string | undefined>): Paint => {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== ''
  const hasColors =
    !env.NO_COLOR && (forced || (stream.isTTY === true && env.TERM !== 'dumb' && env.FORCE_COLOR !== '0'))
  return (style, text) => (hasColors ? util.styleText(style, text, { validateStream: false }) : text)
}
