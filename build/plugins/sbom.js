import { readFileSync } from 'node:fs'

const readJson = file => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'))

/**
 * A CycloneDX bill of the packages that have code in a bundle, with what package-lock.json knows of their archives. It
 * has no serial number and no time, so that the same source gives the same bytes.
 * https://cyclonedx.org/docs/1.6/json/
 */
export const sbom = part => dependencies => {
  const { name, version, license } = readJson('package.json')
  const { packages } = readJson('package-lock.json')
  const components = dependencies
    .filter(dependency => dependency.name !== name)
    .map(dependency => component(dependency, packages))
    .sort((a, b) => (a.purl < b.purl ? -1 : 1))
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': `${name}/${part}`,
        name: `${name}/${part}`,
        version,
        licenses: [{ license: { id: license } }],
      },
    },
    components,
    // which of them needs which is lost in the bundle
    dependencies: [{ ref: `${name}/${part}`, dependsOn: components.map(({ purl }) => purl) }],
  }
  return `${JSON.stringify(bom, null, 2)}\n`
}

const component = ({ name, version, license }, packages) => {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const locked = Object.entries(packages).find(
    ([path, entry]) => path.endsWith(`node_modules/${name}`) && entry.version === version,
  )?.[1]
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    ...(locked?.integrity && { hashes: [hash(locked.integrity)] }),
    licenses: /\s/.test(license) ? [{ expression: license }] : [{ license: { id: license } }],
    purl,
  }
}

const hash = integrity => {
  const [algorithm = '', digest = ''] = integrity.split('-')
  return { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }
}
