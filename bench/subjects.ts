import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** A bundle under measurement. */
export type Subject = { name: string; file: string }

export type Size = { subject: string; bytes: number; gzipBytes: number }

const dist = (part: string) => fileURLToPath(new URL(`../dist/${part}/index.mjs`, import.meta.url))

export const macro: Subject = { name: 'macro', file: dist('macro') }
export const hook: Subject = { name: 'hook', file: dist('hook') }

export const sizeOf = ({ name, file }: Subject): Size => ({
  subject: name,
  bytes: statSync(file).size,
  gzipBytes: gzipSync(readFileSync(file), { level: 9 }).length,
})
