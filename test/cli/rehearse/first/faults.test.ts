import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { runRehearse, site } from '../run-rehearse.ts'
import { answering, template } from './templates.ts'

const faults = suite('a fault in a first deployment')

for (const [fault, text, facts] of [
  [
    'crash',
    'the gate crashes on start',
    [
      /Gate {16}failed without an answer, Runtime\.ExitError/,
      /Gate {16}WebsiteHealthcheckGateFailure answers for it\n.* Response {12}FAILED/,
      /Failed Hook\.CouldNotAsk Site:1/,
      /The gate itself failed: Runtime\.ExitError\./,
    ],
  ],
  ['hang', 'the gate never ends', [/15 min .*failed without an answer, timed out after\s+900 s/, /Sandbox\.Timedout/]],
  [
    'never-report',
    'the gate ends without an answer',
    [
      /Gate {16}ended without an answer\n +15 min 30 s {2}Response {12}none within 930 s/,
      /Failed, because CloudFormation got no answer\n/,
      /CloudFormation did not receive a response from your Custom Resource\./,
    ],
  ],
  [
    'lose-report',
    'S3 refuses the answer of the gate',
    [
      /failed without an answer, ResponseError/,
      /failed without an answer too/,
      /Failed, because CloudFormation got no answer; the gate's log says: /,
    ],
  ],
  ['throttle', 'Lambda throttles every request to the new version', [/Failed Hook\.CouldNotAsk Site:1 /]],
  ['deny', 'the gate is not allowed to invoke the new version', [/Failed Hook\.CouldNotAsk Site:1 /]],
  ['function-crash', 'the new version crashes on every request', [/Failed Healthcheck\.FunctionError Site:1 /]],
] as const)
  faults(`${fault}: ${text}, and no alias is created`, async () => {
    const files = template('StackGate: true', site(answering(200)))
    const { code, out, err } = await runRehearse(files, ['--first', '--fault', fault])
    assert.is(code, 1, out)
    assert.match(err, `Simulated fault: ${text}.\n`)
    for (const fact of facts) assert.match(out, fact)
    assert.match(out, /Alias live: not created\n/)
  })

faults('function-hang: Lambda ends the new version each time', async () => {
  const files = template('StackGate: true, Mode: Warn', site(`Timeout: 1\n      ${answering(200)}`))
  const { code, out } = await runRehearse(files, ['--first', '--fault', 'function-hang'])
  assert.is(code, 0, out)
  assert.match(out, /Succeeded Healthcheck\.FunctionError Site:1 .* -> Sandbox\.Timedout in \d+ ms \(Mode is Warn\)/)
})

faults.run()
