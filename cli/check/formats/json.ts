import { type Finding, type Level, levelOf } from '../rule.ts'

/** A list in the form of cfn-lint's, for the programs that read that. */
export const json = (findings: readonly Finding[]): string => `${JSON.stringify(findings.map(match), null, 2)}\n`

const match = ({ rule, file, position: { line, column }, path, message }: Finding) => {
  const place = { LineNumber: line, ColumnNumber: column }
  return {
    Filename: file,
    Id: rule.id,
    Level: names[levelOf(rule)],
    Location: { Path: path, Start: place, End: place },
    Message: message,
    Rule: { Id: rule.id, ShortDescription: rule.title, Description: rule.meaning, Source: rule.source },
  }
}

const names: Record<Level, string> = { error: 'Error', warning: 'Warning', informational: 'Informational' }
