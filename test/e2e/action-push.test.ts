import { readFileSync } from 'node:fs'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordSchema } from '../../src/result/record.ts'
import { hostRepository, pushPayload, REPOSITORY } from '../support/hosted-repository.ts'
import { said } from '../support/runner.ts'
import { snapshotOf } from '../support/scratch-repository.ts'

const QUICK = { budget: '1s', cores: '1' }

function recordIn(file: string | undefined) {
  return recordSchema.parse(JSON.parse(readFileSync(file ?? '', 'utf8')))
}

describe('a push to the default branch', () => {
  it('is stored with its badges in one commit, and nothing of the checkout is touched', async () => {
    await using hosted = await hostRepository('node-single')
    let before: Record<string, string> = {}
    const step = await hosted.push('main', {
      with: { cores: '1,2', budget: '3s' },
      during: () => {
        before = snapshotOf(hosted.workspace())
      },
    })
    expect(step.status, step.stdout + step.stderr).toBe(0)
    expect(said(step, 'warning')).toEqual([])
    expect(snapshotOf(hosted.workspace())).toEqual(before)

    const record = recordIn(step.outputs.report)
    expect(record.commit).toBe(await hosted.project.git('rev-parse', 'main'))
    expect(record.benchmarks[0]).toMatchObject({ name: 'work', points: [{ cores: 1 }, { cores: 2 }] })
    const files = hosted.branchFiles() ?? []
    const [stored] = files.filter((path) => path.startsWith('runs/'))
    expect(files.filter((path) => path !== stored)).toEqual([
      'README.md',
      'badge.json',
      'badge.svg',
      'badges/work.json',
      'badges/work.svg',
    ])
    expect(stored).toMatch(
      new RegExp(`^runs/\\d{4}/\\d\\d/\\d\\d/\\d{9}-${record.commit.slice(0, 12)}\\.json$`),
    )
    expect(recordSchema.parse(JSON.parse(hosted.branchFile(stored ?? '')))).toEqual(record)
    const commits = await hosted.project.git('ls-remote', 'origin', 'refs/heads/corecurve')
    await hosted.project.git('fetch', '--quiet', 'origin', 'corecurve')
    expect(await hosted.project.git('rev-list', '--count', commits.split('\t')[0] ?? '')).toBe('1')
    expect(JSON.parse(hosted.branchFile('badge.json'))).toMatchObject({ schemaVersion: 1, label: 'scaling' })
    expect(hosted.branchFile('badges/work.svg')).toMatch(/^<svg /)

    expect(step.summary).toMatch(/^\| 2 cores \| .*\/s \|/m)
    expect(step.summary).toContain(`[![scaling](${hosted.serverUrl}/${REPOSITORY}/raw/corecurve/badge.svg)]`)
    expect(step.outputs).not.toHaveProperty('verdict')
    expect(step.otherFiles).toBe('')
    expect(await readdir(step.temporary)).toEqual([])
    expect(hosted.github.requests).toEqual([])

    // Someone has measured since: this run adds its record, and the badges stay those of the newest.
    await hosted.store({ ...record, at: '2999-01-01T00:00:00.000Z' }, record.commit)
    const badge = hosted.branchFile('badge.json')
    const late = await hosted.push('main', { with: QUICK, persistCredentials: false })
    expect(late.status, late.stdout).toBe(0)
    expect(hosted.branchFiles()?.filter((path) => path.startsWith('runs/'))).toHaveLength(3)
    expect(hosted.branchFile('badge.json')).toBe(badge)
  })

  it('whose record the remote declines is a success that says what to do, with the record in its file', async () => {
    await using hosted = await hostRepository('node-single')
    const hook = join(hosted.project.origin, 'hooks', 'pre-receive')
    await mkdir(join(hook, '..'), { recursive: true })
    await writeFile(hook, '#!/bin/sh\necho "no <b>records</b> here, says @admin" >&2\nexit 1\n')
    const sha = await hosted.project.git('rev-parse', 'main')
    const step = await hosted.push('main', {
      with: QUICK,
      during: () => void chmod(hook, 0o755),
    })
    expect(step.status, step.stdout).toBe(0)
    expect(hosted.branchFiles()).toBeUndefined()
    expect(recordIn(step.outputs.report).commit).toBe(sha)
    const [warning] = said(step, 'warning')
    expect(warning).toMatch(/not stored.*hook.*declined.*says @admin/s)
    expect(step.summary).toMatch(/not stored.*file.*`report`/s)
    expect(step.summary).toMatch(/declined the push to branch "corecurve"/)
    expect(step.summary).not.toContain('Badges for the README')
    expect(step.summary.replaceAll(/^> *```+text\n(> .*\n)*?> ```+$/gm, '')).not.toMatch(/@admin|<b>/)
    expect(step.stdout).not.toMatch(/Stored in branch/)
  })

  it('with a token that may not write says which permission to give', async () => {
    await using hosted = await hostRepository('node-single')
    const step = await hosted.push('main', { with: QUICK, token: hosted.readOnlyToken })
    expect(step.status, step.stdout).toBe(0)
    expect(said(step, 'warning').join()).toContain('permissions: contents: write')
    expect(step.summary).toContain('permissions: contents: write')
    expect(recordIn(step.outputs.report).benchmarks).toHaveLength(1)
  })
})

describe('a push to another branch', () => {
  it('is measured and not stored', async () => {
    await using hosted = await hostRepository('node-single')
    await hosted.project.git('branch', 'topic')
    const step = await hosted.push('topic', { with: QUICK })
    expect(step.status, step.stdout).toBe(0)
    expect(recordIn(step.outputs.report).benchmarks).toHaveLength(1)
    expect(hosted.branchFiles()).toBeUndefined()
    expect(step.summary).toMatch(/^\| 1 core( \(bound\))? \|/m)
    expect(step.summary).not.toContain('Badges for the README')
  })

  it('that deleted it measures nothing, and says so', async () => {
    await using hosted = await hostRepository('node-single')
    const event = { name: 'push', payload: pushPayload('refs/heads/topic', '0'.repeat(40)) }
    const step = await hosted.push('main', { event })
    expect(step.status).toBe(0)
    expect(step.stdout).toContain('refs/heads/topic was deleted: nothing to measure.')
    expect(step.outputs).toEqual({})
  })
})
