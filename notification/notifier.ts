import type { Environment } from '../healthcheck/aws/client-configuration.ts'
import { once } from '../healthcheck/aws/once.ts'
import type { NotificationWorld } from './world.ts'

/** The notifier of an environment as template.yaml sets it. */
export const createNotifier = (environment: Environment): Pick<NotificationWorld, 'notifier'> => {
  const { NOTIFICATION_TOPIC_ARN: topicArn, NOTIFICATION_DETAIL, AWS_REGION = '', DASHBOARD_NAME } = environment
  if (!topicArn) return {}
  const prepare = once(async () => (await import('./sns.ts')).createPrepare(environment, topicArn))
  return {
    notifier: {
      withLog: NOTIFICATION_DETAIL === 'Log',
      prepare: async notice => (await prepare())(notice),
      region: AWS_REGION,
      logGroup: environment.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
      logStream: environment.AWS_LAMBDA_LOG_STREAM_NAME,
      dashboard: DASHBOARD_NAME || undefined,
    },
  }
}
