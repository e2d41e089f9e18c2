import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blocks } from '../helpers/document.ts'

const page = 'docs/recipes.md'

/** A block of docs/recipes.md that begins with the name of its file. */
export const recipe = (language: string, file: string): string => {
  const found = blocks(page, language).find(text => /^(?:\/\/|#) (\S+)/.exec(text)?.[1] === file)
  if (!found) throw new Error(`${page} has no ${language} block for ${file}.`)
  return found
}

export const templates = (): string[] => blocks(page, 'yaml').filter(text => text.includes('Resources:'))

/** A folder with files. `packages` makes those of this repository's tests available in it. */
export const folderOf = (files: Record<string, string>, { packages = false } = {}): string => {
  const folder = mkdtempSync(`${tmpdir()}/recipe-`)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(`${folder}/${name}`), { recursive: true })
    writeFileSync(`${folder}/${name}`, text)
  }
  if (packages) symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), `${folder}/node_modules`)
  return folder
}
