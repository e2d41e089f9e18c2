/** The version that serves visitors before a rehearsal; a first deployment has none. */
export const currentVersion = '1'

/** The version that a rehearsal publishes. */
export const newVersion = (isFirst: boolean): string => (isFirst ? '1' : '2')
