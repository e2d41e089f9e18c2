import { own } from '../schema/json.ts'
import { inputOf } from './input.ts'
import { messageOf } from './problems.ts'
import { type Transformation, transform } from './transform.ts'
import type { MacroWorld } from './world.ts'

/** What CloudFormation takes back from a macro. Any status but `success` fails the transform with the message. */
export type MacroResponse = {
  requestId: string
  status: 'success' | 'failed'
  fragment: unknown
  errorMessage?: string
}

/**
 * The response to any event, never a throw: CloudFormation shows the user nothing of what a macro threw.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html
 */
export const createHandler =
  (world: MacroWorld) =>
  (event: unknown): MacroResponse => {
    const requestId = own(event, 'requestId')
    const envelope = {
      requestId: typeof requestId === 'string' ? requestId : '',
      fragment: own(event, 'fragment') ?? {},
    }
    try {
      const transformation = transform(inputOf(event), world)
      world.log(summary(transformation))
      const { problems, fragment } = transformation
      if (problems.length === 0) return { ...envelope, status: 'success', fragment }
      const isTooDeep = problems.some(({ code }) => code === 'Template.TooDeep')
      return { ...envelope, ...(isTooDeep && unread), status: 'failed', errorMessage: unended(messageOf(problems)) }
    } catch (error) {
      const why =
        error instanceof RangeError ? 'it is nested too deeply or too large' : 'of a fault in WebsiteHealthcheck itself'
      world.log({ message: `Could not transform the template, because ${why}`, error: nameOf(error) })
      return {
        ...envelope,
        ...unread,
        status: 'failed',
        errorMessage: `The template could not be transformed, because ${why}`,
      }
    }
  }

/** The runtime cannot write as JSON what is nested too deeply. */
const unread = { fragment: {} }

/** CloudFormation puts a full stop behind it: `… failed with: <message>. Rollback requested by user.` */
const unended = (text: string): string => (text.endsWith('.') ? text.slice(0, -1) : text)

// the message of an error may quote the template
const nameOf = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.name).replace(error.message, '') : ''

/** For the platform engineer: which functions were gated with what, and which were not and why; no template contents. */
const summary = ({ plans, problems }: Transformation): Record<string, unknown> => {
  const gated = plans.flatMap(plan => (plan.kind === 'gated' ? [plan] : []))
  const leftAlone = plans.flatMap(plan => (plan.kind === 'left alone' ? [plan] : []))
  return {
    message: `Gated ${gated.length}, left alone ${leftAlone.length}, problems ${problems.length}`,
    gated: gated.map(({ web, request }) => ({
      function: web.logicalId,
      probes: `${request.method} ${request.shown.path.replace(/\?.*/s, '')}`,
      expects: request.shown.matcher,
    })),
    leftAlone: leftAlone.map(({ web, reason }) => ({
      function: web.logicalId,
      reason: reason.code,
      text: reason.text,
    })),
    refused: plans.flatMap(plan =>
      plan.kind === 'refused'
        ? [{ function: plan.web.logicalId, problems: plan.problems.map(({ code }) => code) }]
        : [],
    ),
  }
}
