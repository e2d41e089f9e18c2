import { readFileSync } from 'node:fs'

/** `embed('./file')` in an embedded.ts becomes the text of that file, so that the bundle carries it along. */
export const embed = {
  name: 'embed',
  transform: (code, id) =>
    /[/\\]embedded\.ts$/.test(id)
      ? code
          .replace(/embed\('([^']+)'\)/g, (_, path) =>
            JSON.stringify(readFileSync(new URL(path, `file://${id}`), 'utf8')),
          )
          .replace(/^const embed = .*$/m, '')
          .replace(/^import .*$/m, '')
      : null,
}
