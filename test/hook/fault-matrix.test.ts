import { suite } from 'uvu'
import type { HookOperation } from '../../cli/rehearse/aws/endpoint.ts'
import { type FaultName, holds, lasting, type Row, remainingMs, silent, transient } from '../helpers/fault-matrix.ts'
import { type Run, runHook } from '../helpers/hook-run.ts'

// Every call of the hook, failing in every way, under a healthy and an unhealthy version: what CodeDeploy gets to know.
// The calls are real, and so are the clients; only the clock skips all waiting.

const matrix = suite('the fault matrix')

const passes = (fault: FaultName): Row => [fault, 'Succeeded', 'Failed ResponseCodeMismatch']
const fails =
  (reason: string) =>
  (fault: FaultName): Row => [fault, `Failed ${reason}`, `Failed ${reason}`]
const thrown = (fault: FaultName): Row => [fault, 'thrown', 'thrown']

const reading: Row[] = [
  ...transient.map(passes),
  ...[...lasting, ...silent].map(fails('CouldNotAsk')),
  fails('CouldNotAsk')('answers garbage'),
]

const table: Record<HookOperation, Row[]> = {
  GetDeployment: reading,
  GetApplicationRevision: reading,
  ListTags: reading,
  // a probed function may be silent for TimeoutSeconds; what it returns is its own doing, garbage too
  Invoke: [
    ...transient.map(passes),
    ...lasting.map(fails('CouldNotAsk')),
    ...silent.map(fails('Timeout')),
    fails('MalformedResponse')('answers garbage'),
  ],
  // thrown: nothing reached CodeDeploy, and Lambda is to run the hook again
  PutLifecycleEventHookExecutionStatus: [
    ...transient.map(passes),
    ...[...lasting, ...silent].map(thrown),
    thrown('answers garbage'),
  ],
}

holds<HookOperation, Run>(matrix, {
  table,
  run: ({ operation, fault, statusCode }) =>
    runHook({ remainingMs, functions: { Site: () => ({ statusCode }) }, faults: { [operation]: fault } }),
  outcomeOf({ reported, lines, thrown }) {
    if (thrown) return reported.length ? 'reported and thrown' : 'thrown'
    if (reported.length === 0) return 'nothing'
    if (reported.length > 1) return 'reported more than once'
    const [, reason] = lines[0]?.match(/^Failed \w+\.(\w+) /) ?? []
    return [reported[0], reason].filter(Boolean).join(' ')
  },
})

matrix.run()
