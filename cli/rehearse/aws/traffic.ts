/** One step of a traffic shift: the new version's share of the alias from then on. Times from the start of the shift. */
export type Step = { afterMinutes: number; percent: number }

/**
 * What a deployment type does, by SAM's name or CodeDeploy's. Undefined for a user's own configuration, of which
 * a template says no more than the name.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configuration-lambda
 */
export const stepsOf = (type: string): Step[] | undefined => {
  const name = type.replace(/^CodeDeployDefault\.Lambda/, '')
  if (name === 'AllAtOnce') return [{ afterMinutes: 0, percent: 100 }]
  const [, percent, minutes] = name.match(/^Canary(\d+)Percent(\d+)Minutes$/) ?? []
  if (percent && minutes)
    return [
      { afterMinutes: 0, percent: Number(percent) },
      { afterMinutes: Number(minutes), percent: 100 },
    ]
  const [, share, every] = name.match(/^Linear(\d+)PercentEvery(\d+)Minutes?$/) ?? []
  if (!share || !every) return undefined
  return Array.from({ length: Math.ceil(100 / Number(share)) }, (_, index) => ({
    afterMinutes: index * Number(every),
    percent: Math.min(100, (index + 1) * Number(share)),
  }))
}
