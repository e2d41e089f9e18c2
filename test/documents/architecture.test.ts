import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { read } from '../helpers/document.ts'

const architecture = suite('docs/architecture.md')
const document = read('docs/architecture.md')

/** The folders of the tree, in its order, as paths from the root. */
const foldersOfTree = (): string[] => {
  const [, tree = ''] = document.match(/^```\n(.*?)^```/ms) ?? []
  const above: string[] = []
  return tree.split('\n').flatMap(line => {
    const [, indent = '', name] = line.match(/^( *)([\w-]+)\/ /) ?? []
    if (name === undefined) return []
    above.splice(indent.length / 2, above.length, name)
    return [above.join('/')]
  })
}

/** The folders that git knows: all of the floors, and the first level of the others. */
const foldersOfSource = (): string[] => {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  const floors = /^(schema|sam|healthcheck|notification|macro|hook|gate|cli)\//
  const folders = stdout.split('\0').flatMap(file => {
    const [top = ''] = file.split('/')
    if (!file.includes('/') || top.startsWith('.') || top === 'docs') return []
    return [floors.test(file) ? dirname(file) : top]
  })
  return [...new Set(folders)]
}

architecture('shows each folder of the repository in its tree, and none that is not there', () => {
  assert.equal(foldersOfTree().toSorted(), foldersOfSource().toSorted())
})

architecture('has a row for each story of test/cloud', () => {
  const stories = readdirSync(new URL('../cloud/', import.meta.url)).flatMap(file => {
    const [, story] = file.match(/^(.*)\.cloud\.ts$/) ?? []
    return story ? [story] : []
  })
  const [, section = ''] = document.match(/^## What has been tried$(.*?)^## /ms) ?? []
  const rows = section.split('\n').filter(line => line.startsWith('| '))
  assert.equal(
    stories.filter(story => !rows.some(row => row.split('|').at(-2)?.includes(`\`${story}\``))),
    [],
  )
})

architecture.run()
