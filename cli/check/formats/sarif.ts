import packageJson from '../../../package.json' with { type: 'json' }
import { type Finding, type Level, levelOf, type Rule } from '../rule.ts'
import { rules } from '../rules.ts'

/** For code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif = (findings: readonly Finding[]): string => `${JSON.stringify(log(findings), null, 2)}\n`

const log = (findings: readonly Finding[]) => ({
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: { name: packageJson.name, semanticVersion: packageJson.version, rules: rules.map(descriptor) },
      },
      columnKind: 'utf16CodeUnits',
      results: findings.map(result),
    },
  ],
})

const descriptor = (rule: Rule) => ({
  id: rule.id,
  shortDescription: { text: rule.title },
  fullDescription: { text: rule.meaning },
  help: { text: rule.fix },
  helpUri: rule.source,
  defaultConfiguration: { level: levels[levelOf(rule)] },
})

const result = ({ rule, file, position, message }: Finding) => ({
  ruleId: rule.id,
  ruleIndex: rules.indexOf(rule),
  level: levels[levelOf(rule)],
  message: { text: message },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uri(file) },
        region: { startLine: position.line, startColumn: position.column },
      },
    },
  ],
})

const levels: Record<Level, string> = { error: 'error', warning: 'warning', informational: 'note' }

/** Relative to the folder of the run, as code scanning wants it. */
const uri = (file: string): string =>
  file.replaceAll('\\', '/').replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/')
