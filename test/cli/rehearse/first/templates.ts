import { inline } from '../run-rehearse.ts'

export const answering = (statusCode: number) =>
  inline(`exports.handler = async () => ({ statusCode: ${statusCode}, body: 'hello' })`)

/** The macro's parameters are lines of YAML. */
export const template = (parameters: string, ...sites: string[]) => ({
  'template.yaml': `Transform:
  - Name: WebsiteHealthcheck
    Parameters: { ${parameters} }
  - AWS::Serverless-2016-10-31
Resources:
${sites.join('')}`,
})
