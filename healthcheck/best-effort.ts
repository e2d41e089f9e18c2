/** Runs what must never change a verdict: logging, metrics and the like. It ignores errors on purpose. */
export const bestEffort = (action: () => void): void => {
  try {
    action()
  } catch {}
}
