import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createPaint } from '../../../cli/command-line/paint.ts'
import { createStatus } from '../../../cli/command-line/status.ts'
import { createProgress } from '../../../cli/rehearse/progress.ts'

const progress = suite('createProgress')

progress('leaves no line behind, whatever happens after it is done', () => {
  const written: string[] = []
  const status = createStatus({ isTTY: true, columns: 80, write: text => written.push(text) })
  const plain = createPaint({}, {})
  const { tell, done } = createProgress({ status, paint: { out: plain, err: plain } } as never)
  tell('Site', { atMs: 0, event: 'Request', text: 'version 2: GET /' })
  assert.match(written.join(''), /Site Request version 2: GET \/$/)
  done()
  tell('Site', { atMs: 0, event: 'Answer', text: 'killed' })
  assert.is(written.at(-1), '\r\u001b[K')
})

progress('notes nothing that GitHub Actions would act on', () => {
  const notes: string[] = []
  const plain = createPaint({}, {})
  const { note } = createProgress({ err: (text: string) => notes.push(text), paint: { err: plain } } as never)
  note('::error::x is for Node.js 24')
  assert.equal(notes, ['\\u003a:error::x is for Node.js 24\n'])
})

progress.run()
