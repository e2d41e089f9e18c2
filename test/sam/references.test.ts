import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { referencesIn } from '../../sam/references.ts'

const references = suite('referencesIn')
const arn = { 'Fn::GetAtt': ['Site', 'Arn'] }

/** `Site`, `Site:` where an alias or version follows, `Site?` where it may be no reference at all. */
const found = (value: unknown): string[] =>
  referencesIn(value).map(
    ({ logicalId, qualified, doubtful }) => logicalId + (qualified ? ':' : '') + (doubtful ? '?' : ''),
  )

for (const [value, expected] of [
  [{ Ref: 'Site' }, ['Site']],
  [{ Ref: 'Site.Alias' }, ['Site:']],
  [arn, ['Site']],
  [{ 'Fn::GetAtt': 'Site.Arn' }, ['Site']],
  [{ 'Fn::GetAtt': ['Site', 'Version'] }, []],
  [{ 'Fn::GetAtt': [{ 'Fn::Sub': 'Site${Name}' }, 'Arn'] }, ['Site${Name}']],
  [{ 'Fn::Sub': '${Site.Arn}/invocations' }, ['Site']],
  [{ 'Fn::Sub': '${Site.Arn}:live/invocations' }, ['Site:']],
  [{ 'Fn::Sub': '${Site.Alias}/invocations' }, ['Site:']],
  [{ 'Fn::Sub': '${Site${Name}.Arn}/invocations' }, ['Site${Name}']],
  [{ 'Fn::Sub': '${Site}' }, ['Site']],
  [{ 'Fn::Sub': 'arn:function:${Site}/x' }, ['Site']],
  [{ 'Fn::Sub': 'hello ${Site}' }, ['Site?']],
  ['${Site.Arn}', ['Site?']],
  [{ 'Fn::Sub': ['${Fn}/x', { Fn: arn }] }, ['Site']],
  [{ 'Fn::Sub': ['${Fn}:live/x', { Fn: arn }] }, ['Site:']],
  [{ 'Fn::Sub': ['${Fn}:live ${Fn}', { Fn: arn }] }, ['Site']],
  [{ 'Fn::Join': ['', ['a', arn, '/invocations']] }, ['Site']],
  [{ 'Fn::Join': ['', ['a', arn, ':live/invocations']] }, ['Site:']],
  [{ 'Fn::Join': [':', [arn, { Ref: 'Alias' }]] }, ['Site:', 'Alias']],
  [{ 'Fn::Join': ['', [arn, { 'Fn::Sub': ':${Stage}' }]] }, ['Site:', 'Stage?']],
  [{ 'Fn::Join': [':', ['a', arn]] }, ['Site']],
  [{ 'Fn::Join': 'Site' }, []],
  [{ 'Fn::Sub': [arn] }, ['Site']],
  [{ 'Fn::Join': [arn] }, ['Site']],
  [{ a: [{ b: arn }, 5, null] }, ['Site']],
] as const)
  references(`finds ${expected.join(', ') || 'nothing'} in ${JSON.stringify(value)}`, () => {
    assert.equal(found(value), expected)
  })

references('says where each one stands and how it is written', () => {
  const value = { 'Fn::Join': ['', [{ 'Fn::Sub': ['${A.Arn}', { B: { Ref: 'C' } }] }]] }
  assert.equal(
    referencesIn(value, ['Outputs', 'X']).map(({ written, path }) => [written, path.join(' ')]),
    [
      ['${A.Arn}', 'Outputs X Fn::Join 1 0 Fn::Sub'],
      ['!Ref C', 'Outputs X Fn::Join 1 0 Fn::Sub 1 B Ref'],
    ],
  )
})

references.run()
