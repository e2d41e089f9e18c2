import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Code of a function, with what comes before it, and what its handler is instead. */
type Change = { handlerName?: string; before?: (isModule: boolean) => string; handler?: string; after?: string }

/** What a release may break, put into the code of any function: `code` is what visitors would get of the whole change. */
export const brokenReleases: Record<string, Change> = {
  'syntax error': { after: 'const = 1' },
  'missing module': { before: isModule => (isModule ? "import './forgotten.mjs'" : "require('./forgotten.cjs')") },
  'missing environment variable': {
    before: () => "if (!process.env.PRICE_LIST) throw new Error('PRICE_LIST is not set')",
  },
  'wrong handler name': { handlerName: 'main' },
  'throws on each request': { handler: 'async event => event.customer.name' },
  '500 on each request': { handler: "async () => ({ statusCode: 500, body: 'no database' })" },
  'malformed response': { handler: "async () => ({ statusCode: 'OK', body: 'fine' })" },
  hangs: { handler: '() => new Promise(() => {})' },
}

const sites = fileURLToPath(new URL('sites/', import.meta.url))

/** A copy of the code of all sites, each with the change. */
export const writeRelease = (folder: string, { before, handler, after = '' }: Change): void => {
  cpSync(sites, folder, { recursive: true })
  for (const file of readdirSync(folder)) {
    const path = join(folder, file)
    const isModule = extname(file) === '.mjs'
    if (handler === undefined) {
      writeFileSync(path, [before?.(isModule) ?? '', readFileSync(path, 'utf8'), after].join('\n'))
      continue
    }
    const original = `original-${file}`
    renameSync(path, join(folder, original))
    writeFileSync(
      path,
      isModule
        ? `import './${original}'\nexport const handler = ${handler}`
        : `require('./${original}')\nexports.handler = ${handler}`,
    )
  }
}
