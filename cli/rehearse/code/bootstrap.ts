import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { shellWord } from '../../command-line/shell-word.ts'
import { about, type Beginning, type CodeProblem } from './code-problem.ts'

/**
 * Why the program of a custom runtime cannot be run here, in a sentence.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
 *
 * @param words how the sentence begins
 */
export const bootstrapProblem = (words: Beginning, folder: string): CodeProblem | undefined => {
  const path = join(folder, 'bootstrap')
  const shown = relative(process.cwd(), path)
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    return about(words, `, but there is no ${shown}; run sam build first.`)
  if (!isExecutable(path)) return about(words, `, but ${shown} is not executable; run chmod +x ${shellWord(shown)}.`)
  const system = systemOf(path)
  return system === undefined || system === `${process.platform} ${process.arch}`
    ? undefined
    : { ...about(words, `, but ${shown} is a program for ${system}, which does not run here.`), elsewhere: true }
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What an ELF program is built for; undefined for other programs, such as scripts. https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
const systemOf = (path: string): string | undefined => {
  const header = Buffer.alloc(20)
  const file = openSync(path, 'r')
  readSync(file, header, 0, header.length, 0)
  closeSync(file)
  if (header.readUInt32BE(0) !== 0x7f454c46) return undefined
  return `linux ${machines[header.readUInt16LE(18)] ?? 'of another processor'}`
}

const machines: Record<number, string> = { 62: 'x64', 183: 'arm64' }
