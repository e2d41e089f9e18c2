/**
 * What others wrote, on one line and without anything that a terminal, a CI server or a reader's eye would act on:
 * `\u001b`, `\n` and `\u202e` in the place of the escape, the line break and the right-to-left override.
 */
export const printable = (text: string): string => text.replace(active, escaped)

/** The same where line breaks, tabs and the colors of Paint may stay: the last door before a stream. */
export const printableLines = (text: string): string =>
  text.replace(activeOrColor, match => (match.length > 2 || match === '\n' || match === '\t' ? match : escaped(match)))

/**
 * What begins a line, such as the name of a file. GitHub Actions takes a line that begins with `::` for a command,
 * spaces before it or not. https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export const printableStart = (text: string): string => printable(text).replace(/^( *):(?=:)/, '$1\\u003a')

/** Control characters, line separators, halves of pairs, what changes the direction of text and what is not seen. */
const active =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\u{e0000}-\u{e007f}]/gu
const activeOrColor = new RegExp(`\\u001b\\[(?:[12]|22|3[12369])m|${active.source}`, 'gu')

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (character: string): string => short[character] ?? character.split('').map(unit).join('')
const unit = (half: string): string => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`
