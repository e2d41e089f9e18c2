import { crc32 } from 'node:zlib'

/**
 * A ZIP archive whose bytes depend on names and contents alone: sorted, readable by all, dated 1980, and stored rather
 * than deflated, because what deflate makes depends on the zlib of the Node in use.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export const zip = (files: Record<string, Uint8Array>): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = Buffer.from(name)
    const common = record([2, 20], [2, utf8], [2, 0], [2, 0], [2, date], [4, crc32(content)], [4, content.length])
    const sizes = record([4, content.length], [2, path.length], [2, 0])
    const local = Buffer.concat([record([4, 0x04034b50]), common, sizes, path, content])
    const attributes = record([2, 0], [2, 0], [2, 0], [4, mode << 16], [4, offset])
    directory.push(Buffer.concat([record([4, 0x02014b50], [2, madeByUnix]), common, sizes, attributes, path]))
    parts.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = directory.length
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0])
  return Buffer.concat([...parts, ...directory, end])
}

const utf8 = 1 << 11
const date = (1 << 5) | 1
const madeByUnix = (3 << 8) | 20
const mode = 0o100644

/** Little-endian fields, each with its width in bytes. */
const record = (...fields: [width: 2 | 4, value: number][]): Buffer =>
  Buffer.concat(
    fields.map(([width, value]) => {
      const field = Buffer.alloc(width)
      field.writeUIntLE(value >>> 0, 0, width)
      return field
    }),
  )
