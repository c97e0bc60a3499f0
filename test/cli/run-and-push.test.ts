import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeProject } from '../support/cli.ts'
import { shell } from './source-cli.ts'

const RUN = '"$NODE" "$CLI" run --cores 1 --budget 1s'
const PUSH = '"$NODE" "$CLI" baseline push'

const withFailing = `services:
  good: { directory: ., start: node server.mjs, ready: /healthz }
  faulty: { directory: ., start: node server.mjs, ready: /healthz, env: { FAIL: exit-early } }
benchmarks:
  fine: { service: good, request: { path: /work } }
  bad: { service: faulty, request: { path: /work } }
`

describe('run, then baseline push', () => {
  it('works a second time with the record and a build’s output lying in the checkout', async () => {
    await using project = await makeProject('faulty')
    const { checkout: cwd } = project
    await project.write('built.bin', 'not ignored')
    for (const turn of [1, 2]) {
      const ran = await shell(`${RUN} --seed s${turn} --out record.json`, { cwd })
      expect(ran.stderr).toContain(
        `Record: record.json, seed s${turn}. Store it as a baseline with \`corecurve baseline push record.json\`.`,
      )
      const pushed = await shell(`${PUSH} record.json`, { cwd })
      expect(pushed, pushed.stderr).toMatchObject({ status: 0 })
      expect(pushed.stderr).toMatch(/^Stored in branch/)
    }
    expect((await shell(`${PUSH} record.json`, { cwd })).stderr).toMatch(/^Already stored in branch/)
  })

  it('is not invited to with uncommitted changes, which are said', async () => {
    await using project = await makeProject('faulty')
    const { checkout: cwd } = project
    await project.write('server.mjs', `${readFileSync(join(cwd, 'server.mjs'), 'utf8')}\n// changed\n`)
    const { stderr } = await shell(`${RUN} --out record.json`, { cwd })
    expect(stderr).toMatch(/It cannot be stored as a baseline: it was measured with uncommitted changes/)
    expect(stderr).not.toContain('baseline push')
  })

  it('is not invited to where a benchmark failed, which is named', async () => {
    await using project = await makeProject('faulty', withFailing)
    const { stderr, status } = await shell(`${RUN} --out record.json`, { cwd: project.checkout })
    expect(status).toBe(3)
    expect(stderr).toContain('Before you store it as a baseline, mend what could not be measured: bad.')
  })

  it('refuses an interrupted record', async () => {
    await using project = await makeProject('faulty')
    const { checkout: cwd } = project
    await shell(`${RUN} --out record.json`, { cwd })
    const record = JSON.parse(readFileSync(join(cwd, 'record.json'), 'utf8'))
    record.method.complete = false
    writeFileSync(join(cwd, 'record.json'), JSON.stringify(record))
    const pushed = await shell(`${PUSH} record.json`, { cwd })
    expect(pushed).toMatchObject({ status: 2 })
    expect(pushed.stderr).toContain(
      'record.json cannot be stored as a baseline: its measurement was interrupted',
    )
  })

  it('exits with 3 where no core count fits this machine, in no time, and stores nothing of it', async () => {
    await using project = await makeProject('faulty')
    const { checkout: cwd } = project
    const ran = await shell('"$NODE" "$CLI" run --quiet --cores 512 --out record.json', { cwd })
    expect(ran.status).toBe(3)
    expect(ran.stderr).toMatch(
      /^corecurve: Nothing was measured: .*fewer than all core counts asked for \(512\)/,
    )
    expect(JSON.parse(readFileSync(join(cwd, 'record.json'), 'utf8')).method.rounds).toBe(0)
    const pushed = await shell(`${PUSH} record.json`, { cwd })
    expect(pushed.status).toBe(2)
    expect(pushed.stderr).toContain('nothing was measured in it')
  })
})

describe('run', () => {
  it('says before it measures that a budget is too short, and how long it will take', async () => {
    await using project = await makeProject('faulty')
    const { stderr } = await shell(RUN, { cwd: project.checkout })
    expect(stderr).toMatch(
      /^The budget of 1 s is too short: three rounds, the fewest that are measured, will take about 4 s\.$/m,
    )
  })

  it('without git says that its record belongs to no commit', async () => {
    await using project = await makeProject('faulty')
    const bin = join(project.folder, 'bin')
    const link = `mkdir "${bin}"; ln -s "$NODE" "${bin}/node"; ln -s /bin/sh "${bin}/sh"`
    const { stdout, stderr, status } = await shell(`${link}; PATH="${bin}" ${RUN}`, { cwd: project.checkout })
    expect(status, stderr).toBe(0)
    expect(stderr).toContain('This record will belong to no commit: git was not found on PATH.')
    expect(stderr).toContain('It cannot be stored as a baseline')
    expect(stdout).toContain('Scaling of a folder without a commit')
  })

  it.each(['--out', '--markdown'])('asks before it measures whether %s can be written', async (option) => {
    await using project = await makeProject('faulty')
    const { stderr, stdout, status } = await shell(`${RUN} ${option} server.mjs/here`, {
      cwd: project.checkout,
    })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^corecurve: Could not write server\.mjs\/here/)
    expect(readdirSync(project.checkout)).not.toContain('.corecurve')
  })

  it('prints its table although the report cannot be written any more', async () => {
    // The service takes the place of the file with a folder: what is checked before can be gone after.
    const config = `services:
  api: { directory: ., start: "mkdir -p taken.md; exec node server.mjs", ready: /healthz }
benchmarks:
  fine: { service: api, request: { path: /work } }
`
    await using project = await makeProject('faulty', config)
    const { stderr, stdout, status } = await shell(`${RUN} --markdown taken.md`, { cwd: project.checkout })
    expect(status).toBe(2)
    expect(stdout).toContain('fine')
    expect(stderr).toContain('Could not write taken.md')
  })
})

describe('standard output', () => {
  it('may be closed by its reader: the command ends quietly, with its own status', async () => {
    await using project = await makeProject('faulty')
    const { stderr, stdout } = await shell(`${RUN} --quiet --json | true; echo "\${PIPESTATUS[0]}"`, {
      cwd: project.checkout,
    })
    expect({ stderr, stdout }).toEqual({ stderr: '', stdout: '0\n' })
  })

  it('that is full is said, and is never status 1', async () => {
    await using project = await makeProject('faulty')
    const { stderr, status } = await shell('"$NODE" "$CLI" --help > /dev/full', { cwd: project.checkout })
    expect(status).toBe(3)
    expect(stderr).toMatch(/^corecurve: could not write the result to standard output: ENOSPC/)
  })
})

it('a temporary folder that is missing is named', async () => {
  await using project = await makeProject('faulty')
  const missing = join(project.folder, 'missing')
  const { stderr, status } = await shell('"$NODE" "$CLI" baseline list', {
    cwd: project.checkout,
    env: { TMPDIR: missing },
  })
  expect(status).toBe(2)
  expect(stderr).toContain(`could not make a folder in the temporary folder ${missing}`)
})

it('every error begins with the name of the program', async () => {
  await using project = await makeProject('faulty')
  for (const args of ['frobnicate', 'run --cores 0', 'report nowhere.json', 'baseline prune --keep no']) {
    const { stderr, status } = await shell(`"$NODE" "$CLI" ${args}`, { cwd: project.checkout })
    expect({ status, start: stderr.slice(0, 11) }).toEqual({ status: 2, start: 'corecurve: ' })
  }
})

it('run says nothing of a missing commit beside an error in the configuration', async () => {
  await using project = await makeProject('faulty')
  const cwd = join(project.folder, 'empty')
  const init = `git init --quiet "${cwd}" && cd "${cwd}" && echo "benchmark: {}" > corecurve.yml`
  const { stderr, status } = await shell(`${init} && "$NODE" "$CLI" run`, { cwd: project.folder })
  expect({ status, start: stderr.slice(0, 11) }).toEqual({ status: 2, start: 'corecurve: ' })
  expect(stderr).not.toContain('commit')
})

it('compare asks for a first commit where there is none', async () => {
  await using project = await makeProject('faulty')
  const cwd = join(project.folder, 'empty')
  const { stderr, status } = await shell(
    `git init --quiet "${cwd}" && cd "${cwd}" && "$NODE" "$CLI" compare`,
    { cwd: project.folder },
  )
  expect(status).toBe(2)
  expect(stderr).toContain('has no commit yet. Make a first one with `git commit`.')
})
