/** Runs what must never change a verdict: logging, metrics and the like. What it throws is lost on purpose. */
export const bestEffort = (action: () => void): void => {
  try {
    action()
  } catch {}
}
