import { turnsOf } from '../../../sam/loops.ts'
import { transformPath } from '../../../sam/transform-section.ts'
import { macroName } from '../../../schema/macro-name.ts'
import { listed } from '../../command-line/listed.ts'
import { resourceCount } from '../resource-count.ts'
import type { Rule } from '../rule.ts'

const limit = 500
const near = 450

/** Rules about the stack that the template becomes. */
export const stackRules: Rule[] = [
  {
    id: 'WHW6001',
    title: 'Close to 500 resources',
    meaning:
      'A stack has at most 500 resources. For each gated function SAM makes a version, an alias and a deployment group, in addition to its role and permissions.',
    fix: 'Split the template, or opt functions out with Metadata.WebsiteHealthcheck.Enabled: false.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
    find: ({ value, fragment, plans, known }) => {
      const { before, after } = resourceCount(value, fragment, known)
      if (after < near) return []
      const gated = plans
        .filter(({ kind }) => kind === 'gated')
        .reduce((count, { web }) => count + turnsOf(web.path, value.Resources, known), 0)
      const found = `${after} resources or more once SAM has run, ${after - before} of them for ${gated} gated functions`
      return [{ path: ['Resources'], message: `Resources become ${found}; expected at most ${limit}.` }]
    },
  },
  {
    id: 'WHI6002',
    title: 'What is not gated',
    meaning: [
      'CodeDeploy runs the hook when an alias moves from one version to another. When a function gets its alias, there is no earlier version. When a deployment publishes no new version, the alias does not move. docs/publishing.md lists what publishes a version.',
      'So a new function, or a function that gets its alias in this deployment, is not probed, unless StackGate is true.',
    ].join(' '),
    fix: 'To gate the first release too, set StackGate: true (docs/stack-gate.md). codedeployhook rehearse --first shows what it does.',
    source:
      'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html',
    find: ({ value, plans }) => {
      const fresh = plans.flatMap(plan =>
        plan.kind === 'gated' && plan.added.AutoPublishAlias && !plan.settings.stackGate ? [plan.web] : [],
      )
      if (fresh.length === 0) return []
      const names = listed(fresh.map(({ logicalId }) => logicalId))
      const message = `The deployment that brings ${names} ${fresh.length === 1 ? 'its alias' : 'their aliases'} is not gated; the next one is.`
      return [{ path: transformPath(value, macroName), message }]
    },
  },
  {
    id: 'WHI6003',
    title: 'StackGate needs a permission',
    meaning:
      "CloudFormation invokes the function behind a custom resource with the deployer's credentials or the stack's service role. Without this permission, the custom resource fails, and so does the deployment.",
    fix: 'Allow lambda:InvokeFunction on the function WebsiteHealthcheckGate, see docs/stack-gate.md.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html',
    find: ({ value, plans }) => {
      const gates = plans.flatMap(plan => (plan.kind === 'gated' && plan.settings.stackGate ? [plan.web] : []))
      if (gates.length === 0) return []
      const names = listed(gates.map(({ logicalId }) => logicalId))
      const message = `StackGate is set for ${names}; the deployer needs lambda:InvokeFunction on WebsiteHealthcheckGate.`
      return [{ path: transformPath(value, macroName), message }]
    },
  },
]
