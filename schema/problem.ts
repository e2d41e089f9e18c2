/** Keys and indexes that lead from the root of a template to a place in it. */
export type Path = readonly (string | number)[]

/** What kind of problem it is: stable, for programs. */
export type ProblemCode =
  | 'Api.PastAlias'
  | 'Api.WithoutAlias'
  | 'FunctionUrl.WithoutAlias'
  | 'Hooks.Intrinsic'
  | 'Metadata.Misspelled'
  | 'PublishOn.Description'
  | 'RollbackAlarm.AlarmsNotAList'
  | 'RollbackAlarm.AllAtOnce'
  | 'RollbackAlarm.NameTaken'
  | 'RollbackAlarm.PassthroughCondition'
  | 'Setting.Intrinsic'
  | 'Setting.Invalid'
  | 'Setting.OfSsm'
  | 'Setting.Secret'
  | 'Setting.TooLongForTag'
  | 'Setting.Unknown'
  | 'StackGate.NameTaken'
  | 'Template.EndlessLoop'
  | 'Template.NotAMap'
  | 'Template.ResourcesMissing'
  | 'Template.ResourcesNotAMap'
  | 'Template.TooDeep'
  | 'Transform.Order'

/** Something that its author has to fix. `sentence` is for people: no code depends on its wording. */
export type Problem = { code: ProblemCode; path: Path; sentence: string }
