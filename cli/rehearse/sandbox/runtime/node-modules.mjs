// Finds modules as they are found in Lambda, whose runtime brings the AWS SDK along, and keeps the names of the others.

import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import Module from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isPlainScript } from './node-scope.mjs'

const { register } = Module

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included */
const isProvided = specifier => /^(@(aws-sdk|smithy)\/|aws-sdk$)/.test(specifier)
/** /opt is where Lambda has the layers, one over the other. */
const inLayers = (specifier, layers) => {
  if (!specifier.startsWith('/opt/')) return specifier
  const paths = layers.map(folder => join(folder, specifier.slice('/opt/'.length)))
  return paths.find(path => ['', '.js', '.mjs', '.cjs', '.json'].some(end => existsSync(path + end))) ?? specifier
}
const isPackage = specifier => !/^([./]|\w+:)/.test(specifier)

/** What is provided is looked for in the folders too; what cannot be found, or is built for another machine, goes to the file. */
export const watchModules = ({ file, root, layers, folders }) => {
  // registerHooks, which newer versions ask for, is not in Node.js 20
  const { noDeprecation } = process
  process.noDeprecation = true
  register?.(import.meta.url, { data: { file, root, layers, folders } })
  process.noDeprecation = noDeprecation
  const original = Module._resolveFilename
  Module._resolveFilename = function (name, parent, isMain, options) {
    const specifier = inLayers(name, layers)
    try {
      return original.call(this, specifier, parent, isMain, options)
    } catch (error) {
      if (error?.code !== 'MODULE_NOT_FOUND' || !isPackage(specifier)) throw error
      try {
        if (isProvided(specifier)) return original.call(this, specifier, parent, isMain, { paths: folders })
      } catch {
        // nor there
      }
      appendFileSync(file, `package ${specifier}\n`)
      throw error
    }
  }
  const loadScript = Module._extensions['.js']
  Module._extensions['.js'] = (module, path) =>
    isPlainScript(path, root) ? module._compile(readFileSync(path, 'utf8'), path) : loadScript(module, path)
  const load = Module._extensions['.node']
  Module._extensions['.node'] = (module, path) => {
    try {
      return load(module, path)
    } catch (error) {
      appendFileSync(file, `binary ${basename(path)}\n`)
      throw error
    }
  }
}

// the same for ES modules, in a thread of their own: https://nodejs.org/api/module.html#hooks
let given

export const initialize = data => {
  given = data
}

export const resolve = async (specifier, context, next) => {
  try {
    const found = await next(inLayers(specifier, given.layers), context)
    const isPlain = found.url.startsWith('file:') && isPlainScript(fileURLToPath(found.url), given.root)
    return isPlain ? { ...found, format: 'commonjs' } : found
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !isPackage(specifier)) throw error
    for (const folder of isProvided(specifier) ? given.folders : [])
      try {
        return await next(specifier, { ...context, parentURL: String(pathToFileURL(join(folder, 'index.js'))) })
      } catch {
        // nor there
      }
    appendFileSync(given.file, `package ${specifier}\n`)
    throw error
  }
}
