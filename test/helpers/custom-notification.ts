import { Ajv } from 'ajv'

const texts = { type: 'array', items: { type: 'string', minLength: 1 } }

/**
 * The form that Amazon Q Developer shows in a chat; it drops any other in silence. The limits are those that public
 * senders of such notifications keep.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const isCustomNotification = new Ajv().compile({
  type: 'object',
  additionalProperties: false,
  required: ['version', 'source', 'content'],
  properties: {
    version: { const: '1.0' },
    source: { const: 'custom' },
    id: { type: 'string' },
    content: {
      type: 'object',
      additionalProperties: false,
      required: ['description'],
      properties: {
        textType: { const: 'client-markdown' },
        title: { type: 'string', minLength: 1, maxLength: 250 },
        description: { type: 'string', minLength: 1, maxLength: 8_000 },
        nextSteps: texts,
        keywords: texts,
      },
    },
    metadata: {
      type: 'object',
      additionalProperties: false,
      properties: {
        threadId: { type: 'string', minLength: 1 },
        summary: { type: 'string' },
        eventType: { type: 'string' },
        relatedResources: texts,
        additionalContext: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
})
