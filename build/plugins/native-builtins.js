/**
 * Fetches Node's builtins from the process instead of importing them. An ES module that imports a builtin makes Node
 * read each of its properties, for the sake of live bindings: those of node:process open stdin, one of node:http loads
 * the whole of undici.
 */
export const nativeBuiltins = {
  name: 'native-builtins',
  renderChunk: code =>
    code
      .replace(
        /^import (?:([\w$]+), )?(?:([\w$]+)|\* as ([\w$]+)|\{(.*)\}) from '(node:[\w/]+)';$/gm,
        (_, first, ...names) => {
          const [only, all, some, id] = names
          const whole = [first, only, all].filter(Boolean).map(name => `const ${name} = ${builtin(id)};`)
          const parts = some && `const {${some.replaceAll(' as ', ': ')}} = ${builtin(id)};`
          return [...whole, parts].filter(Boolean).join(' ')
        },
      )
      .replace(/\bimport\(['"](node:[\w/]+)['"]\)/g, (_, id) => `Promise.resolve(${builtin(id)})`),
}

const builtin = id => `globalThis.process.getBuiltinModule('${id}')`
