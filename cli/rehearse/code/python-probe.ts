import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { bareEnvironment } from '../sandbox/environment.ts'

/** The Python on the PATH: its version such as 3.13, and which requirements it and a folder do not meet. */
export type PythonProbe = { version: string; missing: string[] }

/**
 * Asks the Python that will run the code of a folder; undefined where there is none. Isolated and elsewhere, so that no
 * file of the project is imported, and with nothing of the user's environment. https://docs.python.org/3/using/cmdline.html#cmdoption-I
 */
export const probePython = (
  folder: string,
  requirements: readonly string[],
  user: Record<string, string | undefined>,
): PythonProbe | undefined => {
  const { stdout, status } = spawnSync('python3', ['-I', '-c', question, folder, ...requirements], {
    encoding: 'utf8',
    cwd: tmpdir(),
    // pyenv looks for .python-version there
    env: { ...bareEnvironment(user), PYENV_DIR: folder },
  })
  if (status !== 0) return undefined
  const [version = '', ...missing] = stdout.split('\n').filter(Boolean)
  return { version, missing }
}

// the folder is searched for metadata only, and never becomes part of sys.path
const question = `
import re, site, sys
from importlib import metadata
try: from pip._vendor.packaging.requirements import Requirement
except ImportError: Requirement = None
if sys.prefix == sys.base_prefix: site.addsitedir(site.getusersitepackages())
print("%d.%d" % sys.version_info[:2])
for text in sys.argv[2:]:
    match = re.match(r"\\s*([\\w.-]+)", text)
    if not match: continue
    name = match[1]
    if ";" in text:
        try: applies = Requirement(text).marker.evaluate()
        except Exception: applies = False
        if not applies: continue
    if not any(metadata.Distribution.discover(name=name, path=[sys.argv[1], *sys.path])): print(name)
`
