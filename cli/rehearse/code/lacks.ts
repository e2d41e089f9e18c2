import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Code } from './code.ts'
import { declaredPackages, declaredRequirements, nearest } from './declared.ts'
import { isInstalled, npmInstall, pipInstall } from './dependencies.ts'
import { probePython } from './python-probe.ts'

/**
 * What a function finds in Lambda and did not find on this machine, in a phrase for after its name.
 * `voids`: which answers say nothing about the release. A failed one fails the deployment; a bad one may be let through,
 * as where the live version does no better. `elsewhere`: see CodeProblem.
 */
export type Lack = { phrase: string; voids: 'any' | 'bad' | 'failed'; elsewhere: boolean }

/**
 * From the names that a program of runtime/ kept: `package NAME` of what cannot be found, `binary NAME` of what is built
 * for another machine, `host NAME` of what cannot be reached, `aws NAME` of hosts of
 * AWS. Other packages are not reported: Lambda would not find
 * them either.
 *
 * @param file where the names are
 * @param user the environment of the user
 */
export const lacksOf = (
  file: string,
  { kind, runtime, folder }: Code,
  user: Record<string, string | undefined>,
): Lack[] => {
  const lines = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
  return [...lines].flatMap(line => {
    const [, what, name = ''] = line.match(/^(package|binary|aws|host|port) ([@\w.:/-]+)$/) ?? []
    if (what === 'binary')
      return {
        phrase: `loads ${name}, which is built for another machine or another version of its interpreter`,
        voids: 'bad',
        elsewhere: true,
      }
    if (what === 'aws') return noAws(name)
    if (what === 'port')
      return { phrase: `listens on port ${name}, which is taken on this machine`, voids: 'failed', elsewhere: true }
    if (what === 'host') return { phrase: `cannot reach ${name} from this machine`, voids: 'failed', elsewhere: false }
    if (what !== 'package') return []
    return (kind === 'python' ? moduleLack(name, runtime, folder, user) : packageLack(name, runtime, folder)) ?? []
  })
}

const packageLack = (specifier: string, runtime: string, folder: string): Lack | undefined => {
  const [name = specifier] = specifier.match(/^(@[^/]+\/)?[^/]+/) ?? []
  if (isSdk(name, runtime)) return provided(name, runtime, `npm install --save-dev ${name}`)
  const declared = nearest(folder, declaredPackages)
  // a package that is not declared may come with one that is
  const isOpen = declared?.names.some(name => !isInstalled(name, dirname(declared.file)))
  return declared && isOpen
    ? {
        phrase: `imports ${name}, which is not installed; run ${npmInstall(dirname(declared.file))}`,
        voids: 'bad',
        elsewhere: false,
      }
    : undefined
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included */
const isSdk = (name: string, runtime: string): boolean => {
  const [, major = 0] = runtime.match(/^nodejs(\d+)/) ?? []
  return Number(major) < 18 ? name === 'aws-sdk' : /^@(aws-sdk|smithy)\//.test(name)
}

const moduleLack = (
  name: string,
  runtime: string,
  folder: string,
  user: Record<string, string | undefined>,
): Lack | undefined => {
  if (inPython.includes(name)) return provided(name, runtime, 'python3 -m pip install boto3')
  const declared = nearest(folder, declaredRequirements)
  // the name of a module does not tell which package installs it
  const isOpen = declared && (probePython(dirname(declared.file), declared.names, user)?.missing.length ?? 0) > 0
  return declared && isOpen
    ? {
        phrase: `imports ${name}, which is not installed; run ${pipInstall(declared.file)}`,
        voids: 'bad',
        elsewhere: false,
      }
    : undefined
}

/** boto3 and its dependencies. https://docs.aws.amazon.com/lambda/latest/dg/python-package.html#python-package-dependencies */
const inPython = ['boto3', 'botocore', 's3transfer', 'jmespath', 'dateutil', 'six', 'urllib3']

const provided = (name: string, runtime: string, command: string): Lack => ({
  phrase: `imports ${name}, which Lambda's ${runtime} provides and this machine does not have; run ${command}`,
  voids: 'any',
  elsewhere: false,
})

/** @param service as requests are signed for it, such as `dynamodb`, or its host */
export const noAws = (service: string): Lack => ({
  phrase: `calls ${service}, and there is no AWS in a rehearsal; set AWS_ENDPOINT_URL to your own endpoint with --env-vars`,
  voids: 'failed',
  elsewhere: false,
})

export const noFileSystem: Lack = {
  phrase: 'mounts a file system, which is not on this machine',
  voids: 'failed',
  elsewhere: false,
}

/** @param name of a variable that has a stand-in */
export const noValue = (name: string): Lack => ({
  phrase: `needs ${name}, whose value is known only after deployment; set it with --env-vars`,
  voids: 'failed',
  elsewhere: false,
})
