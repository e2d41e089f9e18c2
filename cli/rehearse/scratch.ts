import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../command-line/user-error.ts'

/** Runs with its own folder for temporary files, which is removed however the command ends. */
export const withScratch = async <T>(run: (folder: string) => Promise<T>): Promise<T> => {
  const folder = makeFolder()
  // a process that was killed a moment ago may still be writing
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', remove)
  try {
    return await run(folder)
  } finally {
    process.off('exit', remove)
    remove()
  }
}

const makeFolder = (): string => {
  try {
    return mkdtempSync(join(tmpdir(), 'codedeployhook-'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UserError(`${tmpdir()} does not accept temporary files (${code}); set TMPDIR to a folder that does.`)
  }
}
