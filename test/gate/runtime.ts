/** A version of a function that runs in this process; what is wrong with its code is thrown by each call. */
export type LoadedVersion = (event: object) => Promise<Uint8Array>

type Runtime = {
  loadHandler(boundary: string): Promise<unknown>
  answer(handler: unknown, event: object, headers: object): Promise<{ body: string | Uint8Array }>
}

const program = new URL('../../cli/rehearse/sandbox/runtime/node-handler.mjs', import.meta.url)
let loaded = 0
// each copy of that program waits for the end of the process
process.setMaxListeners(0)

/**
 * Loads a handler with what loads it in a rehearsal, which imitates Lambda's runtime for Node.js.
 *
 * @param handler as the template has it: `item.handler`
 */
export const loadVersion = async (folder: string, handler: string): Promise<LoadedVersion> => {
  Object.assign(process.env, {
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: folder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    TABLE_NAME: 'orders',
  })
  const runtime: Runtime = await import(`${program.href}?${loaded++}`)
  const found = await runtime.loadHandler(folder).then(
    value => ({ value }),
    (error: unknown) => ({ error }),
  )
  return async event => {
    if ('error' in found) throw found.error
    const { body } = await runtime.answer(found.value, event, { 'lambda-runtime-deadline-ms': Date.now() + 3_000 })
    return Buffer.from(body)
  }
}
