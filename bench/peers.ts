import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import manifest from './peers/package.json' with { type: 'json' }
import type { Subject } from './subjects.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const installed = fileURLToPath(new URL('peers/installed/', import.meta.url))

/**
 * SEEK's hook as published: its Lambda function alone, a bundle that leaves the AWS SDK to the runtime image. Its other
 * dependencies are those of its CDK construct. It stands inside this repository, so that it finds the same SDK.
 */
export const seek = (): Subject => {
  const name = '@seek/aws-codedeploy-infra'
  const version = manifest.dependencies[name]
  const folder = `${installed}seek-${version}`
  const file = `${folder}/index.cjs`
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const pack = execFileSync('npm', ['pack', '--silent', `${name}@${version}`], { cwd: folder, encoding: 'utf8' })
    execFileSync('tar', ['-xzf', pack.trim()], { cwd: folder })
    cpSync(`${folder}/package/lib/assets/handlers/index.js`, file)
  }
  return { name: `${name} ${version}`, file }
}

/** Our own hook without the SDK in its bundle, and the SDK's clients without our hook. */
export const variants = (): { hookOnImage: Subject; clients: Subject } => {
  execFileSync('npx', ['rollup', '--silent', '--config', 'bench/rollup.config.js'], { cwd: root })
  return {
    hookOnImage: { name: 'hook, SDK not in the bundle', file: `${installed}hook-on-image/index.mjs` },
    clients: { name: "the SDK's two clients alone", file: `${installed}clients/index.mjs` },
  }
}
