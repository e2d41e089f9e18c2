import type { FunctionPlan } from '../../macro/function-plan.ts'
import { type JsonMap, own } from '../../schema/json.ts'
import { decodeTagValue } from '../../schema/tag-value.ts'
import { tagPrefix } from '../../schema/tags.ts'
import type { Paint, Style } from '../command-line/paint.ts'
import { printable, printableStart } from '../command-line/printable.ts'
import { wrap } from '../command-line/wrap.ts'
import { type Gated, payloadFormatVersions } from '../macro/gated.ts'
import { locatedProblems } from '../template/located.ts'
import { additionsOf } from './additions.ts'
import { comparisonText, isFound } from './comparison.ts'
import type { Preview } from './preview.ts'
import { publishesOn } from './publishes-on.ts'
import { inline } from './short-form.ts'
import { shownRequest } from './shown-request.ts'

/** The preview as `cdk diff` would print it. */
export const textOf = (preview: Preview, paint: Paint): string =>
  [
    ...preview.plans.map(plan => {
      const gated = preview.gated.find(({ web }) => web.logicalId === plan.web.logicalId)
      return functionText(plan, gated, publishesOn(plan, preview.template.value), paint)
    }),
    ...(preview.refusal ? [refusalText(preview, paint)] : []),
    `${counts(preview)}${preview.refusal ? ' Nothing would be deployed.' : ''}\n`,
    ...preview.notes.map(note => `${paint('bold', 'Warning:')} ${wrap(printable(note), 2, 'Warning: '.length)}\n`),
    ...(preview.plans.some(isFound) ? [found] : []),
    ...(preview.plans.some(({ kind }) => kind === 'gated') ? [notGated] : []),
  ].join('\n')

const functionText = (
  plan: FunctionPlan,
  gated: Gated | undefined,
  publishing: string[] | undefined,
  paint: Paint,
): string => {
  const [sign, style] = signs[plan.kind]
  const lines = branches(plan, gated, publishing, paint)
  const tree = lines.map(({ text, wraps }, i) => {
    const isLast = i === lines.length - 1
    const head = ` ${isLast ? '└' : '├'}─ `
    const wrapped = wraps ? wrap(printable(text), head.length + 2, head.length) : text
    return `${head}${isLast ? wrapped : wrapped.replaceAll('\n  ', '\n │')}\n`
  })
  const head = `${paint(style, sign)} AWS::Serverless::Function ${paint('bold', printable(plan.web.logicalId))}\n`
  return [head, ...tree, ...(plan.kind === 'gated' ? resources(plan.beside, paint) : [])].join('')
}

const resources = (beside: JsonMap, paint: Paint): string[] =>
  Object.entries(beside).map(
    ([id, resource]) => `${paint('green', '[+]')} ${own(resource, 'Type')} ${paint('bold', printable(id))}\n`,
  )

const signs: Record<FunctionPlan['kind'], [sign: string, style: Style]> = {
  gated: ['[~]', 'bold'],
  'left alone': ['[ ]', 'dim'],
  refused: ['[x]', 'red'],
}

/** Only a sentence is wrapped: a value has to stay as it is. */
type Branch = { text: string; wraps: boolean }

const branches = (
  plan: FunctionPlan,
  gated: Gated | undefined,
  publishing: string[] | undefined,
  paint: Paint,
): Branch[] => {
  const probe = gated ? [{ text: `probed ${requestText(gated, plan)}${because(plan)}`, wraps: true }] : []
  const comparison = gated && comparisonText(gated, plan)
  const compared = comparison === undefined ? [] : [{ text: comparison, wraps: true }]
  if (plan.kind === 'left alone')
    return [{ text: `left alone: ${plan.reason.text}`, wraps: true }, ...probe, ...compared]
  if (plan.kind === 'refused') return [{ text: `${paint('red', 'refused')}, see below`, wraps: false }]
  const added = additionsOf(plan.added).map(({ property, value }) => ({
    text: `${paint('green', '[+]')} ${printable(`${property}: ${inline(readable(property, value))}`)}`,
    wraps: false,
  }))
  const publishes = publishing ? [{ text: `new version on: ${publishing.join(', ')}`, wraps: true }] : []
  return [...added, ...publishes, ...probe, ...compared]
}

/** What a tag says, without the escapes that its characters need. */
const readable = (property: string, value: unknown): unknown =>
  property.startsWith(`Tags.${tagPrefix}`) && typeof value === 'string' ? decodeTagValue(value) : value

const because = (plan: FunctionPlan): string => (plan.kind === 'gated' ? `, because ${plan.request.because}` : '')

/** `GET /healthcheck, expects 200-399, payload 1.0` */
const requestText = (gated: Gated, plan: FunctionPlan): string => {
  const { settings, format } = gated.probe
  const { path, matcher } = shownRequest(gated, plan)
  return `${settings.method} ${path}, expects ${matcher}, payload ${payloadFormatVersions[format]}`
}

const refusalText = ({ template, problems, refusal }: Preview, paint: Paint): string => {
  const where = locatedProblems(template, problems).map(problem => `${wrap(printableStart(problem), 2, 0)}\n`)
  return `${where.join('')}\n${paint('red', 'What CloudFormation would show:')}\n${wrap(printable(refusal ?? ''), 2, 0)}\n`
}

const counts = ({ plans, gated }: Preview): string => {
  const count = (kind: FunctionPlan['kind']) => plans.filter(plan => plan.kind === kind).length
  const refused = count('refused') > 0 ? `, ${count('refused')} refused` : ''
  const byAuthor = gated.filter(({ by }) => by === 'author').length
  const own = byAuthor > 0 ? ` (${byAuthor} of them gated by the template itself)` : ''
  const functions = `${plans.length} function${plans.length === 1 ? '' : 's'}`
  return `${functions}: ${count('gated')} gated, ${count('left alone')} left alone${own}${refused}.`
}

const found = `Each release sends these requests. If one of them is not safe to send, set Path
on the function, or Enabled: false (codedeployhook explain WHI5004).
`

const notGated = `Not gated: deployments that publish no new version of a function, and its first
deployment, unless StackGate is true (codedeployhook explain WHI6002).
`
