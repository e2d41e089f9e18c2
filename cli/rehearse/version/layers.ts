import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { refName } from '../../../sam/intrinsics.ts'
import { dig, own } from '../../../schema/json.ts'
import type { Template } from '../../template/template.ts'

/**
 * The folders of a function's layers, whose content is in /opt in Lambda; undefined where one is not on this machine.
 * https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html
 */
export const layerFolders = (layers: unknown, { value, folder }: Template): string[] | undefined => {
  if (!Array.isArray(layers)) return layers === undefined ? [] : undefined
  const folders = layers.flatMap(layer => {
    const properties = dig(value.Resources, refName(layer) ?? '', 'Properties')
    const content = own(properties, 'ContentUri') ?? own(properties, 'Content')
    if (typeof content !== 'string') return []
    const path = resolve(folder, content)
    // before sam build, it has neither
    return ['nodejs', 'python'].some(name => existsSync(join(path, name))) ? [path] : []
  })
  // if two layers have a file with the same name, the later layer wins
  return folders.length === layers.length ? folders.reverse() : undefined
}

/** Where the runtimes look for modules in layers, as variables of the environment. */
export const layerVariables = (folders: readonly string[], runtime: string): Record<string, string> => {
  if (folders.length === 0) return {}
  const [, version = ''] = runtime.match(/^[a-z]+([\d.]*\d)/) ?? []
  const node = folders.flatMap(folder => [
    join(folder, 'nodejs', `node${version}`, 'node_modules'),
    join(folder, 'nodejs', 'node_modules'),
  ])
  const python = folders.flatMap(folder => [
    join(folder, 'python', 'lib', `python${version}`, 'site-packages'),
    join(folder, 'python'),
  ])
  return runtime.startsWith('nodejs') ? { NODE_PATH: node.join(':') } : { PYTHONPATH: python.join(':') }
}
