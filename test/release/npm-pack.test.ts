import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import packageJson from '../../package.json' with { type: 'json' }
import { copyRepository, runApart } from '../helpers/repository.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(`${tmpdir()}/npm-pack-`)
const pack = suite('npm pack')
pack.after(() => rmSync(folder, { recursive: true, force: true }))

/** Clones, builds and packs, all under one umask. */
const packedUnder = (umask: string): { digest: string; files: string[] } => {
  const clone = `${folder}/${umask}`
  const shell = (line: string) => {
    const { status, stdout, stderr } = runApart(folder, 'sh', ['-c', `umask ${umask} && ${line}`])
    assert.is(status, 0, stderr)
    return stdout
  }
  shell(`git clone --quiet published ${umask}`)
  symlinkSync(`${root}node_modules`, `${clone}/node_modules`)
  shell(`cd ${umask} && npm pack --silent`)
  const file = `${clone}/${packageJson.name}-${packageJson.version}.tgz`
  return {
    digest: createHash('sha256').update(readFileSync(file)).digest('hex'),
    files: shell(`tar --list --file ${file}`).trim().split('\n').toSorted(),
  }
}

pack('makes the same bytes under any umask, with license texts and bills of materials', () => {
  copyRepository(`${folder}/published`)
  const [usual, strict] = ['022', '077'].map(packedUnder)
  assert.equal(strict, usual)
  for (const part of ['macro', 'hook', 'gate', 'gate-failure', 'cli'])
    for (const file of ['index.mjs', 'THIRD-PARTY-LICENSES', 'sbom.cdx.json'])
      assert.ok(usual?.files.includes(`package/dist/${part}/${file}`), `${part}/${file}`)
})

pack.run()
