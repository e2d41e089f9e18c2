import { exitCodes, type Input, type Terminal } from '../command-line/command.ts'
import { UserError } from '../command-line/user-error.ts'
import { rehearseAll } from './deployment/rehearsal.ts'
import { type RehearsalResult, statusOf } from './deployment/result.ts'
import { updateStack } from './deployment/update.ts'
import { createStack } from './first/creation.ts'
import { type FormatName, formats } from './formats.ts'
import { planRehearsal, type RehearsalPlan } from './plan/plan.ts'
import { gateResources } from './plan/stack-gate.ts'
import { createProgress } from './progress.ts'
import { withScratch } from './scratch.ts'
import { commandsFor, type NotRehearsed } from './version/not-rehearsed.ts'
import { newVersion } from './version/numbers.ts'
import { prepareReleases, type Release } from './version/release.ts'

/** Rehearses what the input names, and prints the result. */
export const run = (input: Input, terminal: Terminal): Promise<number> => {
  // from now on a signal ends the command after its cleanup
  const { interrupted, env } = terminal
  const format = formats[(input.value('format') ?? 'text') as FormatName]
  return withScratch(async scratch => {
    const progress = createProgress(terminal)
    try {
      const plan = await planRehearsal(input, terminal, scratch)
      plan.liveNotes.forEach(progress.note)
      const { releases, notRehearsed } = prepareReleases(plan.gated, { ...plan, ...terminal, scratch })
      if (releases.length === 0) throw noneRehearsed(plan.file, notRehearsed)
      const warnings = new Set([...plan.warnings, ...releases.flatMap(({ warnings }) => warnings)])
      warnings.forEach(progress.warn)
      for (const note of [...plan.notes, ...stoodIn(releases), ...simulated(plan)]) progress.note(note)
      const { fault, region, first } = plan
      const operate = first ? createStack(gateResources(plan.next, plan.gated)) : updateStack
      const done = await rehearseAll({
        releases,
        newVersion: newVersion(first),
        fault,
        region,
        env,
        scratch,
        tell: progress.tell,
        interrupted,
        operate,
      })
      progress.done()
      const left = [...notRehearsed, ...done.notRehearsed]
      if (done.functions.length === 0) throw noneRehearsed(plan.file, left)
      const result = { ...plan, ...done, notRehearsed: left, status: statusOf(done.functions, left) }
      terminal.out(format(result, terminal.paint.out))
      if (result.status === 'Failed') for (const release of releases) otherNode(release).forEach(progress.note)
      return statusCodes[result.status]
    } finally {
      progress.done()
    }
  })
}

const statusCodes: Record<RehearsalResult['status'], number> = {
  Succeeded: exitCodes.ok,
  Failed: exitCodes.failed,
  Incomplete: exitCodes.couldNotRun,
}

const noneRehearsed = (file: string, functions: readonly NotRehearsed[]): UserError => {
  const [start, ...then] = commandsFor(file, functions)
  const reasons = functions.map(({ reason }) => reason)
  const way = `To rehearse it anyway, run ${start} in one terminal, and in another: ${then.join('')}`
  return new UserError(...reasons, ...(start ? [way] : []))
}

/** Printed once for all functions, and without values, as they may contain parameters. */
const stoodIn = (releases: readonly Release[]): string[] => {
  const names = [...new Set(releases.flatMap(({ standIns }) => standIns))]
  return names.length === 0
    ? []
    : [`Known only after deployment, so a stand-in here: ${names.join(', ')}. Set values with --env-vars.`]
}

const simulated = ({ fault, first }: RehearsalPlan): string[] => {
  if (!fault) return []
  const note = `Simulated fault: ${(first && fault.textOfGate) || fault.text}.`
  // the gate skips its own waits
  return fault.hangs || first ? [note] : [note, 'The hook has a timeout of 900 s in AWS, and a shorter one here.']
}

/** A failure may come from this machine's Node.js if it is not the function's version. */
const otherNode = ({ logicalId, runtime }: Release): string[] => {
  const [here] = process.versions.node.split('.')
  const [, major = here] = runtime?.match(/^nodejs(\d+)/) ?? []
  return major === here
    ? []
    : [
        `${logicalId} is for Node.js ${major} and ran on ${here} here; rehearse with ${major} if the difference matters.`,
      ]
}
