type Middleware = (next: unknown) => (args: unknown) => Promise<unknown>
type Stack = { add(middleware: Middleware, options: { step: 'deserialize'; priority: 'low'; name: string }): void }
type AnyCommand = { middlewareStack: unknown }
type AnyClient = { send(command: never, options?: never): unknown }

/**
 * The same client without the network: it serializes and signs a command, and parses a made-up response.
 *
 * @param bodyFor a command's response, in JSON
 */
export const rehearsalOf = <Client extends AnyClient>(
  client: Client,
  bodyFor: (command: unknown) => string,
): Client => {
  const send = (command: AnyCommand) => {
    const response = { statusCode: 200, headers: {}, body: Buffer.from(bodyFor(command)) }
    const stack = command.middlewareStack as Stack
    stack.add(() => async () => ({ response }), { step: 'deserialize', priority: 'low', name: 'rehearsal' })
    return client.send(command as never)
  }
  return { send } as unknown as Client
}
