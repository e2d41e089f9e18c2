// Nothing but what Node has to load for the hook, or for anything that signs requests and sends them over HTTPS.
for (const name of ['console', 'crypto', 'fs', 'https', 'os', 'stream', 'timers/promises'])
  process.getBuiltinModule(`node:${name}`)
