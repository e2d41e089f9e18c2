/** The deployment's AppSpec does not say what to check. The message is a sentence for the log. */
export class InvalidAppSpecError extends Error {
  override name = 'InvalidAppSpecError'
}
