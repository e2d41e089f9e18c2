/**
 * Untrusted text on one line, without anything that acts on a terminal or a CI server or misleads a reader:
 * `\u001b`, `\n` and `\u202e` replace the escape, the line break and the right-to-left override.
 */
export const printable = (text: string): string => text.replace(active, escaped)

/** The same, but keeps line breaks, tabs and the colors of Paint: the last step before a stream. */
export const printableLines = (text: string): string =>
  text.replace(activeOrColor, match => (match.length > 2 || match === '\n' || match === '\t' ? match : escaped(match)))

/**
 * Text at the start of a line, such as a file name. GitHub Actions treats a line that begins with `::` as a command,
 * even after spaces. https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export const printableStart = (text: string): string => printable(text).replace(/^( *):(?=:)/, '$1\\u003a')

/** Control characters, line separators, unpaired surrogates, characters that change text direction, invisible characters. */
const active =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\u{e0000}-\u{e007f}]/gu
const activeOrColor = new RegExp(`\\u001b\\[(?:[12]|22|3[129])m|${active.source}`, 'gu')

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (character: string): string => short[character] ?? character.split('').map(unit).join('')
const unit = (half: string): string => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`
