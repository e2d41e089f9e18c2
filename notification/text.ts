import type { FailedFunction, Notice } from './notice.ts'

/** The message for e-mail, and for every protocol that has none of its own. */
export const textOf = ({ functions, links, command }: Notice): string =>
  [
    ...functions.map(functionText),
    links.map(({ name, url }) => `${name}: ${url}`).join('\n'),
    `In a terminal:\n${command}`,
  ]
    .filter(Boolean)
    .join('\n\n')

const functionText = ({ brief, functionLog }: FailedFunction): string =>
  [
    brief.line,
    [brief.found, brief.comparison].filter(Boolean).join('\n'),
    brief.whatToDo && `What to do: ${brief.whatToDo}`,
    functionLog && `The last log lines of the function:\n${functionLog.map(line => `    ${line}`).join('\n')}`,
  ]
    .filter(Boolean)
    .join('\n\n')
