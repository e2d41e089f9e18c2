import type { Source } from './deploy.ts'
import type { Processed } from './stack.ts'

type Change = {
  transform?: unknown
  parameters?: Record<string, unknown>
  conditions?: Record<string, unknown>
  globals?: Record<string, unknown>
  metadata?: Record<string, unknown>
  /** The Condition of the function. */
  condition?: string
  properties?: Record<string, unknown>
  /** JavaScript of the function, as a CommonJS module. */
  code?: string
  resources?: Record<string, unknown>
  description?: string
}

export const macro = 'WebsiteHealthcheck'
export const sam = 'AWS::Serverless-2016-10-31'

/** Our macro with Parameters, then SAM's transform. */
export const withSettings = (settings: Record<string, unknown>): unknown => [{ Name: macro, Parameters: settings }, sam]

/** The code of a website that answers each request in the same way. */
export const answering = (body: string, statusCode = 200): string =>
  `exports.handler = async () => (${JSON.stringify({ statusCode, body })})\n`

export const everything = {
  Any: { Type: 'Api', Properties: { Path: '/{proxy+}', Method: 'ANY' } },
  Root: { Type: 'Api', Properties: { Path: '/', Method: 'ANY' } },
}

/** A template with one website function, Site; its code stands in the template, so that there is nothing to package. */
export const website = (change: Change = {}): string =>
  JSON.stringify({
    Description: change.description,
    Transform: change.transform === undefined ? [macro, sam] : change.transform,
    Parameters: change.parameters,
    Conditions: change.conditions,
    Globals: change.globals,
    Resources: {
      Site: {
        Type: 'AWS::Serverless::Function',
        Condition: change.condition,
        Metadata: change.metadata,
        Properties: {
          InlineCode: change.code ?? answering('ok'),
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Events: everything,
          ...change.properties,
        },
      },
      ...change.resources,
    },
  })

/** The same with its code in a folder, which the AWS CLI has to package. */
export const packagedWebsite = (code: string, change: Change = {}): Source => ({
  template: website({ ...change, properties: { InlineCode: undefined, CodeUri: 'site', ...change.properties } }),
  files: { 'site/index.js': code },
})

/** The settings that the macro wrote into a template: its tags on Site, without their prefix. */
export const settingsIn = (processed: Processed | undefined): Record<string, unknown> => {
  const tags = (processed?.Resources.Site?.Properties.Tags ?? []) as { Key: string; Value: unknown }[]
  return Object.fromEntries(
    tags.flatMap(({ Key, Value }) => (Key.startsWith('websitehealthcheck:') ? [[Key.split(':')[1], Value]] : [])),
  )
}
