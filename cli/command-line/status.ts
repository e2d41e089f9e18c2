type Stream = { isTTY?: boolean; columns?: number; write(text: string): unknown }

/** One line at the end of a terminal, replaced by each call. Prints nothing where there is no terminal. */
export const createStatus = (stream: Stream) => {
  let shown = false
  return (text: string): void => {
    if (!stream.isTTY || (!shown && !text)) return
    shown = text !== ''
    const line = text.slice(0, (stream.columns || 80) - 1)
    stream.write(`\r\u001B[K${line}`)
  }
}
