import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isAfterSam, transformNotes } from '../../../cli/macro/transform-order.ts'
import { parseTemplate } from '../../../cli/template/template.ts'

const order = suite('isAfterSam')

for (const [transform, isAfter] of [
  [['WebsiteHealthcheck', 'AWS::Serverless-2016-10-31'], false],
  [[{ Name: 'WebsiteHealthcheck' }, 'AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31'], false],
  [['AWS::Serverless-2016-10-31', { Name: 'WebsiteHealthcheck' }], true],
  ['AWS::Serverless-2016-10-31', false],
  ['WebsiteHealthcheck', false],
  [undefined, false],
] as const)
  order(`${JSON.stringify(transform)}: the macro sees ${isAfter ? 'what SAM left' : 'the template'}`, () => {
    assert.is(isAfterSam({ Transform: transform }), isAfter)
  })

order.run()

const notes = suite('transformNotes')
const both = 'expected Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31].'

for (const [transform, note] of [
  ['[WebsiteHealthcheck, AWS::Serverless-2016-10-31]', undefined],
  ['[AWS::Serverless-2016-10-31, WebsiteHealthcheck]', undefined],
  ['WebsiteHealthcheck', `t.yaml:1:1 Transform does not list AWS::Serverless-2016-10-31; ${both}`],
  [
    'AWS::Serverless-2016-10-31',
    `t.yaml:1:1 Transform does not list WebsiteHealthcheck, so none of this takes effect; ${both}`,
  ],
  [
    '[WebsiteHealtcheck, AWS::Serverless-2016-10-31]',
    't.yaml:1:13 Transform lists WebsiteHealtcheck, so none of this takes effect; did you mean WebsiteHealthcheck?',
  ],
] as const)
  notes(note ?? `nothing to say about ${transform}`, () => {
    const template = parseTemplate(`Transform: ${transform}\nResources: {}\n`, 't.yaml', '.')
    assert.equal(transformNotes(template), note === undefined ? [] : [note])
  })

notes.run()
