/** A page of the console; undefined where the partition of the Region has none with a public address. */
export const consoleUrl = (region: string, service: string, fragment: string): string | undefined => {
  const [, host] = hosts.find(([regions]) => regions.test(region)) ?? []
  return host && `https://${host}/${service}/home?region=${region}#${fragment}`
}

const hosts: [regions: RegExp, host: string | undefined][] = [
  [/^cn-/, 'console.amazonaws.cn'],
  [/^us-gov-/, 'console.amazonaws-us-gov.com'],
  [/-iso|^eusc-|^$/, undefined],
  [/./, 'console.aws.amazon.com'],
]

/** The fragment of a log stream; the console wants it escaped twice, with $ for %. */
export const logFragment = (group: string, stream?: string): string =>
  ['logsV2:log-groups/log-group', twice(group), ...(stream ? ['log-events', twice(stream)] : [])].join('/')

const twice = (text: string): string => encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$')
