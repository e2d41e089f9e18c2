import { deploymentTypes } from '../../sam/deployment-types.ts'
import { type Command, exitCodes, type Input, type Terminal } from '../command-line/command.ts'
import { UserError } from '../command-line/user-error.ts'
import { sourceOptions } from '../template/source.ts'
import { faults } from './aws/fault.ts'
import { rehearseAll } from './deployment/rehearsal.ts'
import { type RehearsalResult, statusOf } from './deployment/result.ts'
import { updateStack } from './deployment/update.ts'
import { createStack } from './first/creation.ts'
import { type FormatName, formats } from './formats.ts'
import { lastCommit } from './plan/live-template.ts'
import { planRehearsal, type RehearsalPlan } from './plan/plan.ts'
import { gateResources } from './plan/stack-gate.ts'
import { createProgress } from './progress.ts'
import { withScratch } from './scratch.ts'
import { commandsFor, type NotRehearsed } from './version/not-rehearsed.ts'
import { newVersion } from './version/numbers.ts'
import { prepareReleases, type Release } from './version/release.ts'

const run = (input: Input, terminal: Terminal): Promise<number> => {
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

const faultTexts = Object.entries(faults)
  .map(([name, { text }]) => `${name} (${text})`)
  .join(', ')

/** `codedeployhook rehearse`: a deployment on the user's own machine, with the real macro, hook and function. */
export const rehearse: Command = {
  name: 'rehearse',
  summary: 'Rehearse a deployment on this machine: will the new version get its traffic?',
  usage: '[TEMPLATE] [OPTIONS]',
  options: {
    ...sourceOptions,
    live: {
      type: 'string',
      value: '[TEMPLATE|COMMIT]',
      bare: lastCommit,
      text: `what is live now, to compare with: a template, or a git commit of this template (${lastCommit})`,
    },
    first: {
      type: 'boolean',
      text: 'create the stack: the first deployment of each function, which is probed if StackGate is true',
    },
    'build-dir': {
      type: 'string',
      value: 'FOLDER',
      text: 'what sam build --build-dir made (.aws-sam/build, if it is there)',
    },
    function: { type: 'string', value: 'LOGICAL_ID', text: 'only this function; may be repeated', multiple: true },
    type: {
      type: 'string',
      value: 'NAME',
      text: `how traffic shifts, such as ${deploymentTypes[1]}; simulated, without waiting`,
    },
    handler: {
      type: 'string',
      value: '[LOGICAL_ID=]FILE.NAME',
      text: "run this handler as the new version instead of the template's",
      multiple: true,
    },
    'env-vars': {
      type: 'string',
      value: 'FILE',
      text: 'environment variables of functions in JSON, as sam local takes them',
    },
    'endpoint-url': {
      type: 'string',
      value: 'URL',
      text: 'a Lambda endpoint that runs the new version, such as sam local start-lambda',
    },
    fault: {
      type: 'string',
      value: 'NAME',
      choices: Object.keys(faults),
      text: `simulate a fault: ${faultTexts}; with --first of the gate instead of the hook`,
    },
    format: {
      type: 'string',
      value: 'text|json|junit',
      choices: Object.keys(formats),
      text: 'format of the result on stdout (text)',
    },
  },
  examples: [
    ['rehearse', 'Rehearse what sam build made, or template.yaml'],
    ['rehearse --live', 'Compare with the last commit'],
    ['rehearse next.yaml --live template.yaml', 'Compare with another template'],
    ['rehearse --first', 'Create the stack, with StackGate'],
    ['rehearse --type Canary10Percent5Minutes', 'Simulate a canary of five minutes'],
    ['rehearse --parameter-overrides Stage=prod Size=2', 'Set template parameters'],
    ['rehearse --handler Site=dist/app.handler', 'Run a function that is not built by SAM'],
    ['rehearse --fault never-report', 'Show what a broken hook does to a deployment'],
  ],
  notes: [
    'Runs the real macro on the template, then the real hook and each function (nodejs, python, java, or the bootstrap of a provided runtime) in separate processes. No Docker, no network.',
    'rehearse runs the code of the project as your user, like its tests do. It passes on no credentials and none of your environment variables, but it is not a sandbox: that code can read your files.',
    'As in AWS, the hook runs asynchronously and is retried twice if it fails; CodeDeploy waits one hour for its report and treats silence as failed; all functions deploy at once, and one failure rolls back the stack. Waits of Lambda and CodeDeploy are skipped; waits of the hook between attempts are not.',
    'With --first the real gate of StackGate probes each function before CloudFormation creates its alias, and no hook runs. As in AWS, a failure is not final for 60 seconds while the stack is being created, and a second function answers for a gate that fails. All of these waits are skipped.',
    'Set the parameters of the installed stack as environment variables: HEALTHCHECK_PATH, HEALTHCHECK_MATCHER and so on.',
    "Not rehearsed: IAM, VPC and KMS; services that the function calls; layers of other templates, extensions, container images and other runtimes, which it lists with the commands that run them in the SAM CLI; SnapStart, provisioned concurrency and memory limits; the exact runtime version (it is this machine's); PostTraffic hooks, alarms, and traffic itself; whether CloudFormation would publish a version at all; Fn::ForEach.",
    'Exit codes: 0 if the deployment succeeded, 1 if it failed, 2 if it could not be rehearsed in full.',
  ],
  run,
}
