import type { Observer } from '../aws/account.ts'
import type { Timeline } from '../deployment/timeline.ts'

/**
 * Puts the requests of the gate and their answers into the timeline. What is answered again and again gets one line:
 * while a stack is being created, a failure is not final for 60 seconds.
 */
export const observeProbes = (timeline: Timeline): Observer & { end(): void } => {
  let last = ''
  let repeated = 0
  let requested = ''
  const end = () => {
    if (repeated > 0) timeline.add('Answer', `the same to ${repeated} more ${repeated === 1 ? 'request' : 'requests'}`)
    repeated = 0
  }
  return {
    request(version, text) {
      requested = `version ${version}: ${text}`
      if (last === '') timeline.add('Request', requested)
    },
    answer(version, text, ending) {
      if (text === last) {
        repeated++
        return
      }
      end()
      if (last !== '') timeline.add('Request', requested)
      last = text
      timeline.add('Answer', `version ${version}: ${text}${ending}`)
    },
    end,
  }
}
