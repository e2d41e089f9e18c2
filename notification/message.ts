import { chatOf } from './chat.ts'
import { eventOf } from './event.ts'
import type { Notice } from './notice.ts'
import { subjectOf } from './subject.ts'
import { textOf } from './text.ts'

/**
 * One message for all protocols of a topic's subscribers, each with the form that its readers understand.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export const messageOf = (notice: Notice): { subject: string; message: string } => {
  const event = JSON.stringify(eventOf(notice))
  const text = textOf(notice)
  return {
    subject: subjectOf(notice),
    message: JSON.stringify({
      default: text,
      email: text,
      https: JSON.stringify(chatOf(notice)),
      sqs: event,
      lambda: event,
    }),
  }
}
