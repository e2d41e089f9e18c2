import { holds } from '../helpers/document.ts'
import type { Cloud } from './account.ts'

/** Asserts that a document quotes a text of this run, between comments `name:start` and `name:end`. */
export const quotes = (cloud: Cloud, file: string, name: string, text: string, language = 'text'): void =>
  holds(
    file,
    name,
    `\`\`\`${language}\n${verbatim(cloud, text.trim())}\n\`\`\``,
    'UPDATE=1 npm run test:cloud with the name of this story writes it anew.',
  )

/** With the same name, time and ID in each run, and with the account number of the AWS documentation. */
const verbatim = (cloud: Cloud, text: string): string =>
  names.reduce((renamed, [name, kept]) => renamed.replace(name, kept), text.replaceAll(cloud.accountId, '123456789012'))

const names: [RegExp, string][] = [
  // of a function: LocalStack's ends in 8 digits, AWS's in 12 letters and digits
  [/(?<=-Site-)[0-9a-f]{8}\b/g, 'A1B2C3D4E5F6'],
  [/(?<=\bSiteVersion)[0-9a-f]{10}\b/g, '1a2b3c4d5e'],
  [/(?<= in )\d+(?= ms)/g, '98'],
  [/\bd-[0-9A-Z]{9}\b/g, 'd-ABCDEF123'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '7f1c6a52-0c33-4be8-9f07-53a1e0b1b7f4'],
  [/\d{4}\$252F\d\d\$252F\d\d(?=\$252F\$255B)/g, '2026$252F11$252F24'],
  [/(?<=LATEST\$255D)[0-9a-f]{32}/g, '8f2b6e0c9d1a4b57a3c4e5d6f7a8b9c0'],
  // LocalStack makes no dashboard
  [/(?<=#dashboards\/dashboard\/)unknown/g, 'WebsiteHealthcheck-eu-central-1'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2026-11-24T12:00:00.000Z'],
]
