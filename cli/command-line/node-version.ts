import packageJson from '../../package.json' with { type: 'json' }

/** A sentence if this version of Node.js is older than `engines` of package.json allows. */
export const unsupportedNode = (version: string): string | undefined => {
  const oldest = packageJson.engines.node.replace('>=', '')
  const [major = 0, minor = 0] = numbers(version)
  const [oldestMajor = 0, oldestMinor = 0] = numbers(oldest)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  return `codedeployhook needs Node.js ${oldest} or newer; this is Node.js ${version}.`
}

const numbers = (version: string): number[] => version.split('.').map(Number)
