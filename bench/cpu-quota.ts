import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'

/** A group of processes that together get a part of one CPU. */
export type CpuQuota = { add(pid: number): void; remove(): void }

/** In microseconds. Short, as Lambda's is, or a process would run for long and then stand still for long. */
const period = 20_000

const root = '/sys/fs/cgroup'
/** Version 1 of Linux's control groups has a tree for the CPU; in version 2 all is one tree. */
const v1 = {
  at: `${root}/cpu`,
  limits: (quota: number) => ({ 'cpu.cfs_period_us': period, 'cpu.cfs_quota_us': quota }),
}
const v2 = { at: root, limits: (quota: number) => ({ 'cpu.max': `${quota} ${period}` }) }

/** A quota where this machine lets us set one; otherwise the reason why not. */
export const createCpuQuota = (cpus: number): CpuQuota | { reason: string } => {
  const { at, limits } = existsSync(`${v1.at}/cpu.cfs_quota_us`) || existsSync(`${v1.at}/cgroup.procs`) ? v1 : v2
  const group = `${at}/codedeployhook-bench-${process.pid}-${Math.round(cpus * 1_000)}`
  try {
    mkdirSync(group, { recursive: true })
    for (const [file, value] of Object.entries(limits(Math.round(cpus * period))))
      writeFileSync(`${group}/${file}`, String(value))
  } catch (error) {
    return { reason: (error as Error).message }
  }
  return {
    add: pid => writeFileSync(`${group}/cgroup.procs`, String(pid)),
    remove: () => rmdirSync(group),
  }
}
