import { deploymentTypes } from '../../sam/deployment-types.ts'
import type { Command } from '../command-line/command.ts'
import { sourceOptions } from '../template/source.ts'
import { faults } from './aws/fault.ts'
import { formats } from './formats.ts'
import { lastCommit } from './plan/live-template.ts'
import { run } from './run.ts'

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
