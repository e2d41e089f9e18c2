import type { FunctionPlan } from '../../macro/function-plan.ts'
import { messageOf } from '../../macro/problems.ts'
import { type Transformation, transform } from '../../macro/transform.ts'
import type { JsonMap } from '../../schema/json.ts'
import type { Problem } from '../../schema/problem.ts'
import { installedStack } from '../macro/installed-stack.ts'
import { type MacroEvent, macroEvent, macroName, transformPath, transformsOf } from '../macro/macro-event.ts'
import { misspelledTransforms } from '../macro/misspelled-transforms.ts'
import { brokenResources } from '../template/broken-resources.ts'
import type { Source } from '../template/source.ts'
import type { Template } from '../template/template.ts'

/** What the macro would do with a template, in the macro's own words. */
export type Preview = {
  template: Template
  plans: FunctionPlan[]
  problems: Problem[]
  /** What CloudFormation would show, where the macro refuses. */
  refusal?: string
  /** The whole template for the next transform, where the macro does not refuse. */
  transformed: JsonMap
  /** Sentences on resources that are none, and on a Transform section that keeps the macro or SAM from being called. */
  notes: string[]
}

/** @param environment may set the installed stack's parameters, as HEALTHCHECK_PATH does its Path */
export const previewOf = (
  { template, overrides, region }: Source,
  environment: Record<string, string | undefined>,
): Preview => {
  const event = macroEvent(template, overrides, region)
  const { fragment, plans, problems } = answerTo(event, template, environment)
  return {
    template,
    plans,
    problems,
    ...(problems.length > 0 && { refusal: `Transform ${event.transformId} failed with: ${messageOf(problems)}` }),
    transformed: withTransform(template.value, fragment as JsonMap),
    notes: [
      ...brokenResources(template.value.Resources).map(({ path, message }) => `${template.at(path)} ${message}`),
      ...(plans.some(({ kind }) => kind !== 'left alone') ? notesOn(template) : []),
    ],
  }
}

/** The macro's answer to what CloudFormation would send it: where SAM stands first, to what SAM has left of a function. */
const answerTo = (
  event: MacroEvent,
  { value }: Template,
  environment: Record<string, string | undefined>,
): Transformation => {
  const world = installedStack(environment)
  const input = { ...event, transformPath: transformPath(value) }
  const answer = transform(input, world)
  const order = transformsOf(value)
  const samFirst = order.includes(sam) && order.indexOf(sam) < order.indexOf(macroName)
  return samFirst && answer.plans.length > 0
    ? { ...transform({ ...input, fragment: { Resources: { Site: madeBySam } } }, world), fragment: event.fragment }
    : answer
}

const sam = 'AWS::Serverless-2016-10-31'
const madeBySam = {
  Type: 'AWS::Lambda::Function',
  Properties: { Tags: [{ Key: 'lambda:createdBy', Value: 'SAM' }] },
}

/** The macro's fragment has no Transform; CloudFormation goes on with those of the list that it has not run yet. */
const withTransform = (template: JsonMap, fragment: JsonMap): JsonMap => {
  const names = transformsOf(template)
  const left = [template.Transform].flat().filter((_, i) => names[i] !== macroName)
  const entries = Object.keys(template).map(key => {
    if (key !== 'Transform') return [key, fragment[key]] as const
    return [key, Array.isArray(template.Transform) ? left : left[0]] as const
  })
  return Object.fromEntries(entries.filter(([key]) => key !== 'Transform' || left.length > 0))
}

const notesOn = ({ file, value, at }: Template): string[] => {
  const misspelled = misspelledTransforms(value).map(
    ({ index, name, meant }) =>
      `${at(['Transform', index])} Transform lists ${name}, so nothing of this will happen; did you mean ${meant}?`,
  )
  if (misspelled.length > 0) return misspelled
  const transforms = transformsOf(value)
  const expected = `expected Transform: [${macroName}, ${sam}].`
  if (!transforms.includes(macroName))
    return [
      transforms.length === 0
        ? `${file} has no Transform, so nothing of this will happen; ${expected}`
        : `${at(['Transform'])} Transform does not list ${macroName}, so nothing of this will happen; ${expected}`,
    ]
  return transforms.includes(sam) ? [] : [`${at(['Transform'])} Transform does not list ${sam}; ${expected}`]
}
