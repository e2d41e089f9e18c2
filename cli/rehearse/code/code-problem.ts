/** The properties of a function in effect that say where its code is. */
export type CodeProperties = {
  Runtime?: unknown
  Handler?: unknown
  CodeUri?: unknown
  InlineCode?: unknown
  PackageType?: unknown
  DurableConfig?: unknown
}

/**
 * Why code cannot be run here, and the property of the function that says so. `elsewhere`: a Lambda endpoint on this
 * machine could run it.
 */
export type CodeProblem = { problem: string; property?: keyof CodeProperties; elsewhere?: true }

/** How a sentence begins, and the property that it is about. */
export type Beginning = { text: string; property?: keyof CodeProperties }

export const about = ({ text, ...rest }: Beginning, end: string): CodeProblem => ({ problem: `${text}${end}`, ...rest })
