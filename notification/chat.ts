import type { Notice } from './notice.ts'
import { subjectOf } from './subject.ts'

/**
 * A custom notification of Amazon Q Developer, which shows it in Slack and Microsoft Teams and silently drops any other
 * form.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const chatOf = (notice: Notice) => {
  const { functions, links, command, source } = notice
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: subjectOf(notice),
      description: [
        ...functions.map(({ brief }) => [code(brief.line), brief.found, brief.comparison].filter(Boolean).join('\n')),
        links.map(({ name, url }) => `<${url}|${name}>`).join(' · '),
      ]
        .filter(Boolean)
        .join('\n\n'),
      nextSteps: [...new Set(functions.flatMap(({ brief }) => brief.whatToDo ?? [])), code(command)],
      keywords: functions.flatMap(({ functionName }) => functionName ?? []),
    },
    metadata: {
      // one conversation for each deployment
      threadId: Object.values(source).join('/'),
      summary: subjectOf(notice),
      eventType: 'Website Health Check Failed',
    },
  }
}

/** Nothing in it is markup. */
const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``
