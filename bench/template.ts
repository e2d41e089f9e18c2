/** A macro event with a template of so many resources, in which every fifth is a website function, of so many bytes. */
export const macroEvent = (resources: number, bytes: number) => {
  const fragment = {
    AWSTemplateFormatVersion: '2010-09-09',
    Globals: { Function: { Runtime: 'nodejs24.x', Timeout: 10, DeploymentPreference: { Alarms: [{ Ref: 'Alarm' }] } } },
    Resources: Object.fromEntries(Array.from({ length: resources }, (_, i) => resource(i))),
  }
  const event = {
    region: 'eu-west-1',
    accountId: '123456789012',
    transformId: '123456789012::WebsiteHealthcheck',
    requestId: '0f9f5a7e-3c1d-4f6e-8d8a-2f0a4c9b1e11',
    params: { TimeoutSeconds: '5' },
    templateParameterValues: { Stage: 'production' },
    fragment,
  }
  const missing = bytes - JSON.stringify(event).length
  pad(fragment.Resources, Math.max(0, Math.ceil(missing / resources)))
  return event
}

type Resource = { Type: string; Properties: Record<string, unknown>; Metadata?: Record<string, unknown> }

const resource = (i: number): [string, Resource] => (kinds[i % kinds.length] as (i: number) => [string, Resource])(i)

const kinds: ((i: number) => [string, Resource])[] = [
  i => [
    `Site${i}`,
    {
      Type: 'AWS::Serverless::Function',
      Properties: {
        CodeUri: `s3://artifacts/${i}`,
        Handler: 'index.handler',
        MemorySize: 256,
        Environment: { Variables: { TABLE: { Ref: `Table${i + 1}` }, STAGE: { Ref: 'Stage' } } },
        Policies: [{ DynamoDBCrudPolicy: { TableName: { Ref: `Table${i + 1}` } } }],
        Events: {
          Root: { Type: 'HttpApi', Properties: { Method: 'get', Path: `/sites/${i}` } },
          All: { Type: 'HttpApi', Properties: { Method: 'any', Path: `/sites/${i}/{proxy+}` } },
        },
      },
      Metadata: { BuildMethod: 'esbuild', ...(i % 2 === 0 && { WebsiteHealthcheck: { Path: `/sites/${i}/health` } }) },
    },
  ],
  i => [
    `Table${i}`,
    {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  ],
  i => [
    `Worker${i}`,
    {
      Type: 'AWS::Serverless::Function',
      Properties: {
        CodeUri: `s3://artifacts/${i}`,
        Handler: 'worker.handler',
        Events: { Queue: { Type: 'SQS', Properties: { Queue: { 'Fn::GetAtt': [`Queue${i + 1}`, 'Arn'] } } } },
      },
    },
  ],
  i => [`Queue${i}`, { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } }],
  i => [
    `Api${i}`,
    {
      Type: 'AWS::Serverless::HttpApi',
      Properties: {
        DefinitionBody: {
          openapi: '3.0.1',
          paths: {
            [`/orders/${i}`]: {
              post: {
                'x-amazon-apigateway-integration': {
                  type: 'aws_proxy',
                  payloadFormatVersion: '2.0',
                  uri: {
                    'Fn::Sub': `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/\${Backend${i}.Arn}/invocations`,
                  },
                },
              },
            },
          },
        },
      },
    },
  ],
]

/** Grows each resource by about so many bytes, as policies and definitions grow. */
const pad = (resources: Record<string, Resource>, bytes: number): void => {
  const statement = {
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:Query'],
    Resource: { 'Fn::Sub': 'arn:aws:dynamodb:eu-west-1:123456789012:table/example' },
  }
  const count = Math.round(bytes / (JSON.stringify(statement).length + 1))
  for (const { Properties } of Object.values(resources))
    Properties.Padding = { Statement: Array.from({ length: count }, () => ({ ...statement })) }
}
