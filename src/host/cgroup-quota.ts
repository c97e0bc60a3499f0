import { readText } from './read-text.ts'

/** Where a hierarchy that can limit CPU time is mounted, and which of its cgroups is seen there. */
interface CgroupMount {
  readonly version: 1 | 2
  readonly root: string
  readonly mountPoint: string
}

/**
 * CPU time per wall time that our cgroup and all its ancestors allow (the smallest limit wins); undefined
 * where nothing limits it. Formats: the kernel's cgroup-v1 and cgroup-v2 documents, proc_pid_mountinfo(5).
 */
export async function readCgroupQuota(proc: string, sys: string): Promise<number | undefined> {
  const membership = (await readText(`${proc}/self/cgroup`)) ?? ''
  const mounts = parseCgroupMounts((await readText(`${proc}/self/mountinfo`)) ?? '')
  const quotas: number[] = []
  for (const mount of mounts) {
    const own = cgroupPath(membership, mount.version)
    if (own === undefined) continue
    const mountPoint = mount.mountPoint.replace(/^\/sys(?=\/)/, () => sys)
    for (const ancestor of selfAndAncestors(relativePath(own, mount.root))) {
      const quota = await readQuota(mount.version, mountPoint + ancestor)
      if (quota !== undefined) quotas.push(quota)
    }
  }
  return quotas.length === 0 ? undefined : quotas.reduce((least, quota) => Math.min(least, quota))
}

function parseCgroupMounts(mountinfo: string): CgroupMount[] {
  const mounts: CgroupMount[] = []
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ')
    const [, , , root, mountPoint] = (before ?? '').split(' ')
    const [type, , options] = (after ?? '').split(' ')
    if (root === undefined || mountPoint === undefined) continue
    const place = { root: unescapeOctal(root), mountPoint: unescapeOctal(mountPoint) }
    if (type === 'cgroup2') mounts.push({ version: 2, ...place })
    if (type === 'cgroup' && options?.split(',').includes('cpu')) mounts.push({ version: 1, ...place })
  }
  return mounts
}

/** Our cgroup in the hierarchy, from lines `ID:CONTROLLERS:PATH`; version 2 has ID 0 and no controllers. */
function cgroupPath(membership: string, version: 1 | 2): string | undefined {
  for (const line of membership.split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    const matches = version === 2 ? controllers === '' : controllers?.split(',').includes('cpu')
    if (matches) return path
  }
  return undefined
}

/** A container may see only a part of the hierarchy, mounted as if it were the whole; and a path with `..`
 * leads out of what it sees, so that only the mount point itself can be asked. */
function relativePath(path: string, root: string): string {
  const below = root === '/' ? path : path.startsWith(`${root}/`) ? path.slice(root.length) : ''
  return below === '/' || below.split('/').includes('..') ? '' : below
}

/** `/a/b`, `/a` and the empty path of the mount point. */
function selfAndAncestors(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '')
  return [...names, ''].map((_, index) =>
    names
      .slice(0, names.length - index)
      .map((name) => `/${name}`)
      .join(''),
  )
}

async function readQuota(version: 1 | 2, cgroup: string): Promise<number | undefined> {
  if (version === 2) {
    const [limit, period] = ((await readText(`${cgroup}/cpu.max`)) ?? '').trim().split(' ')
    return share(limit, period)
  }
  return share(await readText(`${cgroup}/cpu.cfs_quota_us`), await readText(`${cgroup}/cpu.cfs_period_us`))
}

/** Unlimited is `max` in version 2 and −1 in version 1. */
function share(limit: string | undefined, period: string | undefined): number | undefined {
  const quota = Number(limit) / Number(period)
  return Number.isFinite(quota) && quota > 0 ? quota : undefined
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
