import type { Notice } from './notice.ts'

/** Less than 100 printable ASCII characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const maxSubject = 99

/** `Failed Site:12 GET /healthcheck -> 502` */
export const subjectOf = ({ functions }: Pick<Notice, 'functions'>): string => {
  const title = (functions[0]?.brief.title ?? 'Failed').replace(/[^ -~]/g, '?')
  const others = functions.length > 1 ? ` and ${functions.length - 1} more` : ''
  return title.slice(0, maxSubject - others.length) + others
}
