import { suite } from 'uvu'
import { type FaultName, holds, lasting, type Row, remainingMs, silent, transient } from '../helpers/fault-matrix.ts'
import { type GateRun, runGate, updateOf } from '../helpers/gate-run.ts'

// Every call of the gate, failing in every way, under a healthy and an unhealthy version: what CloudFormation gets to
// know. The calls are real, and so are the clients; only the clock skips all waiting.

const matrix = suite('the fault matrix of the gate')

const passes = (fault: FaultName): Row => [fault, 'SUCCESS', 'FAILED ResponseCodeMismatch']
const fails =
  (reason: string) =>
  (fault: FaultName): Row => [fault, `FAILED ${reason}`, `FAILED ${reason}`]
const thrown = (fault: FaultName): Row => [fault, 'thrown', 'thrown']

/** The gate does not sign for S3, and of an answer it reads only the status, which says whether the response is stored. */
const isOfS3 = (fault: FaultName): boolean => !notOfS3.includes(fault)
const notOfS3: FaultName[] = [
  'is cut off in the middle once',
  'is always cut off in the middle',
  'disagrees about the time once',
]

type Operation = 'ListTags' | 'Invoke' | 'DescribeStacks' | 'PutObject'

const table: Record<Operation, Row[]> = {
  ListTags: [
    ...transient.map(passes),
    ...[...lasting, ...silent].map(fails('CouldNotAsk')),
    fails('CouldNotAsk')('answers garbage'),
  ],
  Invoke: [
    ...transient.map(passes),
    ...lasting.map(fails('CouldNotAsk')),
    ...silent.map(fails('Timeout')),
    fails('MalformedResponse')('answers garbage'),
  ],
  // a status that cannot be read is not a rollback
  DescribeStacks: [...[...transient, ...lasting, ...silent].map(passes), passes('answers garbage')],
  // thrown: the gate's last word answers instead
  PutObject: [...transient.filter(isOfS3).map(passes), ...[...lasting, ...silent].filter(isOfS3).map(thrown)],
}

// of another function, so that the status of the stack is read as well
const event = updateOf(['Site-1', '3'], ['Site', '12'])

holds<Operation, GateRun>(matrix, {
  table,
  run: ({ operation, fault, statusCode }) =>
    runGate({
      remainingMs,
      event,
      functions: { Site: () => ({ statusCode }) },
      ...(operation === 'ListTags' || operation === 'Invoke'
        ? { faults: { [operation]: fault } }
        : { gateFaults: { [operation]: fault } }),
    }),
  outcomeOf({ stored, thrown }) {
    if (thrown) return stored.length ? 'answered and thrown' : 'thrown'
    if (stored.length !== 1) return `${stored.length} answers`
    const [, reason] = stored[0]?.Reason.match(/^Failed \w+\.(\w+) /) ?? []
    return [stored[0]?.Status, reason].filter(Boolean).join(' ')
  },
})

matrix.run()
