import { readdirSync, readFileSync } from 'node:fs'

/**
 * In an embedded.ts, `embed('./file')` becomes the text of that file and `embedFolder('./folder')` the texts of its
 * modules by file name, so that the bundle carries them along.
 */
export const embed = {
  name: 'embed',
  transform: (code, id) =>
    /[/\\]embedded\.ts$/.test(id)
      ? code
          .replace(/embed\('([^']+)'\)/g, (_, path) => JSON.stringify(text(path, id)))
          .replace(/embedFolder\('([^']+)'\)/g, (_, path) => `(${JSON.stringify(modulesOf(path, id))})`)
      : null,
}

const text = (path, from) => readFileSync(new URL(path, `file://${from}`), 'utf8')

const modulesOf = (folder, from) =>
  Object.fromEntries(
    readdirSync(new URL(folder, `file://${from}`))
      .filter(file => file.endsWith('.mjs'))
      .toSorted()
      .map(file => [file, text(`${folder}/${file}`, from)]),
  )
