import { deploymentTypes } from '../../sam/deployment-types.ts'
import { type Command, exitCodes, type Input, type Terminal } from '../command-line/command.ts'
import { UserError } from '../command-line/user-error.ts'
import { sourceOptions } from '../template/source.ts'
import { type Fault, faults } from './aws/fault.ts'
import { formats } from './formats.ts'
import { commandsFor, type NotRehearsed } from './not-rehearsed.ts'
import { planRehearsal } from './plan.ts'
import { createProgress } from './progress.ts'
import { rehearseAll } from './rehearsal.ts'
import { prepareReleases, type Release } from './release.ts'
import { type RehearsalResult, statusOf } from './result.ts'
import { withScratch } from './scratch.ts'

const run = (input: Input, terminal: Terminal): Promise<number> =>
  withScratch(async scratch => {
    const progress = createProgress(terminal)
    try {
      const plan = await planRehearsal(input, terminal)
      const { releases, notRehearsed } = prepareReleases(plan.gated, { ...plan, ...terminal, scratch })
      if (releases.length === 0) throw noneRehearsed(plan.file, notRehearsed)
      const warnings = new Set([...plan.warnings, ...releases.flatMap(({ warnings }) => warnings)])
      warnings.forEach(progress.warn)
      for (const note of [...plan.notes, ...shortened(plan.fault)]) progress.note(note)
      const { fault, region } = plan
      const { interrupted, env } = terminal
      const done = await rehearseAll({ releases, fault, region, env, scratch, tell: progress.tell, interrupted })
      progress.done()
      const left = [...notRehearsed, ...done.notRehearsed]
      if (done.functions.length === 0) throw noneRehearsed(plan.file, left)
      const result = { ...plan, ...done, notRehearsed: left, status: statusOf(done.functions, left) }
      terminal.out(formats[plan.format](result, terminal.paint.out))
      if (result.status === 'Failed') for (const release of releases) otherNode(release).forEach(progress.note)
      return statusCodes[result.status]
    } finally {
      progress.done()
    }
  })

const statusCodes: Record<RehearsalResult['status'], number> = {
  Succeeded: exitCodes.ok,
  Failed: exitCodes.failed,
  Incomplete: exitCodes.couldNotRun,
}

const noneRehearsed = (file: string, functions: readonly NotRehearsed[]): UserError => {
  const [start, ...then] = commandsFor(file, functions)
  const reasons = functions.map(({ reason }) => reason)
  const way = `To rehearse it all the same, run ${start} in one terminal, and in another: ${then.join('')}`
  return new UserError(...reasons, ...(start ? [way] : []))
}

const shortened = (fault: Fault | undefined): string[] =>
  fault ? [`A fault: ${fault.text}.`, 'The hook has 900 s in AWS, and less here.'] : []

/** A failure may be that of an older Node.js, which lacks what the function's own has. */
const otherNode = ({ logicalId, runtime }: Release): string[] => {
  const [here] = process.versions.node.split('.')
  const [, major = here] = runtime?.match(/^nodejs(\d+)/) ?? []
  return major === here
    ? []
    : [`${logicalId} is for Node.js ${major} and ran on ${here} here; rehearse with ${major} where that matters.`]
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
      value: 'TEMPLATE',
      text: 'the release that is live now, which answers as the current version',
    },
    function: { type: 'string', value: 'LOGICAL_ID', text: 'only this function; may be repeated', multiple: true },
    type: {
      type: 'string',
      value: 'NAME',
      text: `how traffic shifts, such as ${deploymentTypes[1]}, on a clock that does not wait`,
    },
    handler: {
      type: 'string',
      value: '[LOGICAL_ID=]FILE.NAME',
      text: 'run this handler for the new version instead of what the template says',
      multiple: true,
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
      text: `something that goes wrong: ${faultTexts}`,
    },
    format: {
      type: 'string',
      value: 'text|json|junit',
      choices: Object.keys(formats),
      text: 'of the result on stdout (text)',
    },
  },
  examples: [
    ['rehearse', 'what sam build made, else template.yaml of this folder'],
    ['rehearse next.yaml --live template.yaml', 'how the live version answers is shown where the next one fails'],
    ['rehearse --type Canary10Percent5Minutes', 'a canary of five minutes, in no time'],
    ['rehearse --parameter-overrides Stage=prod Size=2', 'values of template parameters'],
    ['rehearse --handler Site=dist/app.handler', 'a function that something other than SAM builds'],
    ['rehearse --fault never-report', 'what a broken hook would do to a deployment'],
  ],
  notes: [
    'Runs the real macro on the template, the real hook in a process of its own, and each function (nodejs, python, or a bootstrap of a provided runtime) in another. No Docker, no network. Exits 0 when the deployment succeeded, 1 when it failed, 2 when it could not be rehearsed or not all of it could.',
    'rehearse runs the code of the project as you, like its tests do. It hands over no credentials and none of your environment variables, and is not a sandbox: that code can read your files.',
    'As in AWS: the hook runs asynchronously and, where it fails, twice more; CodeDeploy waits one hour for its report and takes silence for Failed; all functions deploy at once, and one that fails takes the stack back. What Lambda and CodeDeploy wait costs no time here; what the hook itself waits between attempts does.',
    'Settings of an installed stack go in as HEALTHCHECK_PATH, HEALTHCHECK_MATCHER and so on.',
    "What it cannot show: IAM, VPC and KMS; services that the function calls; layers, extensions, container images and other runtimes, which it lists with the commands that run them in the SAM CLI; SnapStart, provisioned concurrency and memory limits; the exact runtime version (it is this machine's); PostTraffic hooks, alarms, and traffic itself; whether CloudFormation would publish a version at all; Fn::ForEach.",
  ],
  run,
}
