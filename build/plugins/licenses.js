import { fileURLToPath } from 'node:url'
import license from 'rollup-plugin-license'
import { sbom } from './sbom.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Writes THIRD-PARTY-LICENSES and sbom.cdx.json next to a bundle, for all packages that have code in it. */
export const licenses = part =>
  license({
    cwd: root,
    thirdParty: {
      // someone has to review a new license before it is shipped
      allow: {
        test: '(MIT OR MIT-0 OR ISC OR Apache-2.0 OR 0BSD OR BSD-3-Clause)',
        failOnUnlicensed: true,
        failOnViolation: true,
      },
      multipleVersions: true,
      output: [
        { file: `${root}dist/${part}/THIRD-PARTY-LICENSES`, template: texts },
        { file: `${root}dist/${part}/sbom.cdx.json`, template: sbom(part) },
      ],
    },
  })

/** Each text once, after the names of its packages, in alphabetical order. */
const texts = dependencies => {
  const packages = new Map()
  for (const { name, version, license, licenseText, noticeText } of dependencies) {
    if (name === 'codedeployhook') continue
    const text = [licenseText, noticeText].filter(Boolean).join('\n\n') || `${license} (without a text in the package)`
    packages.set(text, [...(packages.get(text) ?? []), `${name} ${version} (${license})`].sort())
  }
  return [...packages]
    .map(([text, names]) => `${names.join('\n')}\n\n${text.replaceAll('\r\n', '\n').trim()}\n`)
    .sort()
    .join(`\n${'-'.repeat(80)}\n\n`)
}
