import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { bareEnvironment } from '../sandbox/environment.ts'
import { about, type Beginning, type CodeProblem } from './code-problem.ts'

/** The class of AWS's own client of the Runtime API. https://github.com/aws/aws-lambda-java-libs */
export const javaMain = 'com.amazonaws.services.lambda.runtime.api.client.AWSLambda'

const client = 'aws-lambda-java-runtime-interface-client'
const parts = [client, 'aws-lambda-java-core', 'aws-lambda-java-serialization']

/** Why the class of a handler cannot be run, in a sentence. */
export const missingClass = (words: Beginning, handler: string, folder: string): CodeProblem | undefined => {
  const [name = ''] = handler.split('::')
  const path = join(folder, `${name.replaceAll('.', '/')}.class`)
  const libraries = join(folder, 'lib')
  if (existsSync(path) || (existsSync(libraries) && readdirSync(libraries).some(file => file.endsWith('.jar'))))
    return undefined
  return about(words, `, but there is no ${relative(process.cwd(), path)}; run sam build first.`)
}

/** Why Java does not run here, in a sentence: no java, or no client for it. */
export const javaProblem = (subject: string, user: Record<string, string | undefined>): CodeProblem | undefined => {
  const elsewhere = (text: string): CodeProblem => ({ problem: `${subject} is for Java, ${text}`, elsewhere: true })
  // the client has a native library for Linux only
  if (process.platform !== 'linux') return elsewhere('which does not run here.')
  if (spawnSync('java', ['-version'], { cwd: tmpdir(), env: bareEnvironment(user) }).status !== 0)
    return elsewhere('but java is not on your PATH; install it.')
  if (clientJars(user).length === parts.length) return undefined
  const command = `mvn dependency:get -Dartifact=com.amazonaws:${client}:2.7.0`
  return elsewhere(`but AWS's client for it is not in Maven's repository on this machine; run ${command}.`)
}

/** The code of a function first, then the client, as Maven keeps it. */
export const javaClassPath = (folder: string, user: Record<string, string | undefined>): string =>
  [folder, join(folder, 'lib', '*'), ...clientJars(user)].join(delimiter)

const clientJars = ({ HOME }: Record<string, string | undefined>): string[] =>
  parts.flatMap(name => {
    const folder = join(HOME ?? homedir(), '.m2', 'repository', 'com', 'amazonaws', name)
    const versions = existsSync(folder) ? readdirSync(folder) : []
    const jars = versions.map(version => join(folder, version, `${name}-${version}.jar`)).filter(jar => existsSync(jar))
    return jars.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).slice(-1)
  })
