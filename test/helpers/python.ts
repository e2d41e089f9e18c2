import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** On a developer's machine a test without its tool is skipped; where all is installed, a missing tool is a failure. */
export const requiredInCi = process.env.CI === 'true'

const root = new URL('../../', import.meta.url)
const pythons = ['.venv/bin/python', '.venv/sam/bin/python', '.venv/checkov/bin/python']
  .map(path => fileURLToPath(new URL(path, root)))
  .filter(path => existsSync(path))

/**
 * The Python that can import a module: of the environments that `.ci/python` makes, otherwise of the PATH. Every tool
 * that the tests use runs as a module of it: `python -m samcli`, `-m awscli`, `-m moto.server`,
 * `-m ministack`, `-c 'from cfnlint.runner import main; main()'`. Where none can, undefined and a line that says so, or an error where CI is true.
 *
 * @param module as Python imports it: `samtranslator`, `cfnlint`, `samcli`, `awscli`, `moto`, `ministack`, `mangum`, `checkov`, `cyclonedx`, `pre_commit`
 */
export const pythonWith = (module: string): string | undefined => {
  const python = [...pythons, 'python3'].find(python => imports(python, module))
  if (python) return python
  const message = `No Python here has ${module}; expected one from .ci/python.`
  if (requiredInCi) throw new Error(message)
  console.error(`SKIPPED: ${message}`)
  return undefined
}

const imports = (python: string, module: string): boolean =>
  spawnSync(python, [
    '-c',
    'import sys, importlib.util; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)',
    module,
  ]).status === 0
