import { own } from '../../macro/template.ts'

/** The hook's verdict among the lines of its log, which are JSON: `Succeeded Site:2 GET /healthcheck -> 200 in 35 ms`. */
export const firstLine = (log: string): string | undefined => {
  const messages = log.split('\n').flatMap(line => message(line) ?? [])
  return messages.find(text => /^(Succeeded|Failed)\b/.test(text)) ?? messages[0]
}

const message = (line: string): string | undefined => {
  if (!line.startsWith('{')) return undefined
  try {
    const text = own(JSON.parse(line), 'message')
    return typeof text === 'string' ? text : undefined
  } catch {
    return undefined
  }
}
