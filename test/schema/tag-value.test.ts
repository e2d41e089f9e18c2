import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { decodeTagValue, encodeTagValue } from '../../schema/tag-value.ts'

/** Lambda's own pattern for tag values: https://github.com/cloud-custodian/cloud-custodian/issues/2520 */
const legal = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u
const text = fc.string({ unit: 'grapheme', maxLength: 60 })

const encoding = suite('encodeTagValue, decodeTagValue')

for (const [value, encoded] of [
  ['/healthcheck', '/healthcheck'],
  ['/status?deep=1&x=2', '/status=3Fdeep=1=26x=2'],
  ['200,204', '200=2C204'],
  ['a=3F', 'a=3D3F'],
  ['=?', '==3F'],
  ['ANY /{proxy+}', 'ANY /=7Bproxy+=7D'],
  ['Grüße', 'Grüße'],
  ['✓', '=E2=9C=93'],
  ['✓=Ag', '=E2=9C=93=Ag'],
  ['a\nb', 'a=0Ab'],
  ['', ''],
] as const)
  encoding(`writes ${JSON.stringify(value)} as ${JSON.stringify(encoded)} and reads it back`, () => {
    assert.is(encodeTagValue(value), encoded)
    assert.is(decodeTagValue(encoded), value)
  })

encoding('gives every text back, from a legal tag value', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.stringMatching(/^[=0-9A-F?]{0,12}$/)), value => {
      const encoded = encodeTagValue(value)
      assert.match(encoded, legal)
      assert.is(decodeTagValue(encoded), value)
    }),
  )
})

encoding('leaves legal text without escapes as it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w.:/@ +-]{0,40}$/), value => {
      assert.is(encodeTagValue(value), value)
    }),
  )
})

encoding('writes ASCII the same whether or not a letter beyond it follows', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), value => {
      assert.is(encodeTagValue(`${value}ü`), `${encodeTagValue(value)}ü`)
    }),
  )
})

encoding.run()
