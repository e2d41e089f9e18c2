/**
 * The command that prints what a log group has about one deployment.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @param field a field of each record, such as `deploymentId`
 */
export const logCommand = (logGroup: string, field: string, value: string): string =>
  `aws logs filter-log-events --log-group-name '${logGroup}' --filter-pattern '{ $.${field} = "${value}" }' --query 'events[].message' --output text`
