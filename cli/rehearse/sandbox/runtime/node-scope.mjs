// Takes a .js file for what it is in Lambda, where no package.json of a folder above the function's own is in effect.

import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'

/** The nearest package.json, up to the root of the code and not beyond. Without a root, up to that of the file system. */
export const manifestOf = (file, root) => {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest)) return manifest
    if (folder === root || basename(folder) === 'node_modules' || folder === dirname(folder)) return undefined
  }
}

/** Whether Node.js may take a file for an ES module by a package.json that is not deployed with it. */
export const isPlainScript = (file, root) =>
  root !== '' &&
  file.endsWith('.js') &&
  file.startsWith(root + sep) &&
  manifestOf(file, root) === undefined &&
  !/^\s*(import|export)\b/m.test(readFileSync(file, 'utf8'))
