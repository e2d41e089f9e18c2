import { own } from '../../../schema/json.ts'
import type { InvocationOutcome } from '../sandbox/sandbox.ts'
import type { Code } from './code.ts'
import type { Lack } from './lacks.ts'

/** Why a program did not start that starts in Lambda, from what it and its interpreter say; undefined where it started. */
export const startLack = (outcome: InvocationOutcome, { kind, runtime }: Code): Lack | undefined => {
  if (outcome.functionError === undefined) return undefined
  const payload = outcome.payload.toString()
  const isForeign = foreign.test(outcome.log) || /Runtime exited with error: spawn /.test(payload)
  if (kind !== 'node' && kind !== 'python' && isForeign)
    return { phrase: 'has a program that does not start on this machine', voids: 'any', elsewhere: true }
  const [here, wanted] = [versionOf(`nodejs${process.versions.node}`), versionOf(runtime)]
  if (kind !== 'node' || !isSyntaxError(payload) || wanted <= here) return undefined
  const phrase = `has syntax that Node.js ${here} may not know, and is for ${wanted}; rehearse with Node.js ${wanted}`
  return { phrase, voids: 'any', elsewhere: true }
}

/** The dynamic linker, and Java of classes that a newer one compiled. */
const foreign = /error while loading shared libraries|version `GLIBC_[\d.]+' not found|UnsupportedClassVersionError/

const isSyntaxError = (payload: string): boolean => {
  const { errorType } = parse(payload)
  return errorType === 'Runtime.UserCodeSyntaxError' || errorType === 'SyntaxError'
}

const parse = (payload: string): { errorType: unknown } => {
  try {
    return { errorType: own(JSON.parse(payload), 'errorType') }
  } catch {
    return { errorType: undefined }
  }
}

const versionOf = (runtime: string): number => Number(runtime.match(/^nodejs(\d+)/)?.[1] ?? 0)
