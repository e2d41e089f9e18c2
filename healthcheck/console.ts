/** A page of the console; undefined where the partition of the Region has none with a public address. */
export const consoleUrl = (region: string, page: string): string | undefined => {
  const [, host] = hosts.find(([regions]) => regions.test(region)) ?? []
  return host && `https://${host}/${page}`
}

const hosts: [regions: RegExp, host: string | undefined][] = [
  [/^cn-/, 'console.amazonaws.cn'],
  [/^us-gov-/, 'console.amazonaws-us-gov.com'],
  [/-iso|^eusc-|^$/, undefined],
  [/./, 'console.aws.amazon.com'],
]

/** The log of one run of a Lambda function. The console wants names escaped twice, with $ for %. */
export const logUrl = (region: string, group: string, stream?: string): string | undefined => {
  const place = [twice(group), ...(stream ? ['log-events', twice(stream)] : [])].join('/')
  return consoleUrl(region, `cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${place}`)
}

const twice = (text: string): string => encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$')
