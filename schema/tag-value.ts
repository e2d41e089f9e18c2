/** Longest tag value in UTF-16 code units. https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
export const maxTagValueLength = 256

/**
 * Any text → a legal value of a Lambda tag: what is legal stays as it is, the rest becomes quoted-printable escapes of
 * its UTF-8 bytes (`?` is `=3F`), and an equals sign only where it would read as an escape.
 */
export const encodeTagValue = (text: string): string =>
  plain.test(text)
    ? text
    : text.replace(isAscii.test(text) ? illegalInAscii : illegal(), character =>
        Array.from(new TextEncoder().encode(character), quoted).join(''),
      )

// V8 builds the tables of Unicode for a literal while it parses the file, at every start
// biome-ignore lint/complexity/useRegexLiterals: built when it is needed
const illegal = () => new RegExp('=(?=[0-9A-F]{2})|[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]', 'gu')

// the same for most texts that have anything to escape at all: a route has braces
const isAscii = /^[\0-\x7f]*$/
const illegalInAscii = /=(?=[0-9A-F]{2})|[^\w .:/=+\-@]/g

/** Most values: nothing to escape. */
const plain = /^[\w .:/+\-@]*$/

const quoted = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** The text that {@link encodeTagValue} encoded. Escapes that are not UTF-8 become U+FFFD. */
export const decodeTagValue = (value: string): string =>
  value.replace(/(=[0-9A-F]{2})+/g, escapes =>
    new TextDecoder().decode(Uint8Array.from(escapes.slice(1).split('='), hex => Number.parseInt(hex, 16))),
  )
