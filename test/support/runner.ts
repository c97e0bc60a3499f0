import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { parse } from 'yaml'

const ROOT = resolve(import.meta.dirname, '../..')
const ACTION = join(ROOT, 'dist/action.cjs')

/** Names of the variables whose values are files for the runner. */
const FILE_COMMANDS = ['OUTPUT', 'STEP_SUMMARY', 'ENV', 'PATH', 'STATE'] as const

/** A step `uses: corecurve`, with what the runner knows of its job. */
export interface Step {
  /** Folder for everything that belongs to this step. */
  readonly folder: string
  readonly workspace: string
  readonly event: { readonly name: string; readonly payload: unknown }
  readonly sha: string
  readonly ref: string
  /** The job's own token, `github.token`. */
  readonly token: string
  readonly apiUrl: string
  readonly serverUrl: string
  readonly repository: string
  /** As the workflow has it under `with:`. */
  readonly with?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly run?: number
  readonly attempt?: number
  /** Told of the running step; may end it. */
  readonly during?: (step: { results: string; kill(signal: NodeJS.Signals): void }) => void
}

/** A line of standard output that the runner would have obeyed. */
export interface WorkflowCommand {
  readonly command: string
  readonly data: string
}

export interface EndedStep {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly commands: readonly WorkflowCommand[]
  /** What reached GITHUB_ENV, GITHUB_PATH and GITHUB_STATE: nothing should. */
  readonly otherFiles: string
  /** Arguments of every git process. */
  readonly gitCommands: readonly string[]
  /** The temporary folder of the step's processes. */
  readonly temporary: string
}

/** Runs the bundled Action as the runner does: a Node process, inputs and files in the environment. */
export async function runStep(step: Step): Promise<EndedStep> {
  const home = mkdtempSync(join(step.folder, 'step-'))
  const place = (name: string) => {
    const path = join(home, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const temporary = place('tmp')
  const runnerTemp = place('_temp')
  const files = Object.fromEntries(
    FILE_COMMANDS.map((name) => {
      const path = join(home, name.toLowerCase())
      writeFileSync(path, '')
      return [`GITHUB_${name}`, path]
    }),
  )
  const eventPath = join(home, 'event.json')
  writeFileSync(eventPath, JSON.stringify(step.event.payload))
  const child = spawn(process.execPath, [ACTION], {
    cwd: step.workspace,
    env: {
      PATH: `${watchedGit(home)}${delimiter}${process.env.PATH}`,
      HOME: place('home'),
      TMPDIR: temporary,
      CI: 'true',
      RUNNER_OS: 'Linux',
      RUNNER_TEMP: runnerTemp,
      ...files,
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTOR: 'a-contributor',
      GITHUB_API_URL: step.apiUrl,
      GITHUB_SERVER_URL: step.serverUrl,
      GITHUB_EVENT_NAME: step.event.name,
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_REPOSITORY: step.repository,
      GITHUB_SHA: step.sha,
      GITHUB_REF: step.ref,
      GITHUB_WORKSPACE: step.workspace,
      GITHUB_RUN_ID: String(step.run ?? 1001),
      GITHUB_RUN_NUMBER: '7',
      GITHUB_RUN_ATTEMPT: String(step.attempt ?? 1),
      ACTIONS_RUNTIME_TOKEN: 'runtime-secret',
      ACTIONS_RUNTIME_URL: 'https://runtime.invalid/',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id-token-secret',
      ...inputVariables(step),
      ...step.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  step.during?.({ results: join(runnerTemp, 'corecurve'), kill: (signal) => child.kill(signal) })
  const status = await new Promise<number | null>((done) => child.once('close', done))
  const read = (name: string) => readFileSync(files[`GITHUB_${name}`]!, 'utf8')
  return {
    status,
    stdout,
    stderr,
    outputs: outputsIn(read('OUTPUT')),
    summary: read('STEP_SUMMARY'),
    commands: workflowCommands(stdout),
    otherFiles: read('ENV') + read('PATH') + read('STATE'),
    gitCommands: linesOf(join(home, 'git.log')),
    temporary,
  }
}

/** Upper case, spaces to underscores, and nothing else is changed. */
function inputVariables(step: Step): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputsOf(step)).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
}

/** `with:` and the defaults of action.yml. */
export function inputsOf(step: Pick<Step, 'with' | 'token'>): Record<string, string> {
  const { inputs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default?: string }>
  }
  for (const name of Object.keys(step.with ?? {}))
    if (!(name in inputs)) throw new Error(`action.yml has no input ${name}`)
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      const value = step.with?.[name] ?? input.default ?? ''
      return [name, value.replace(/\$\{\{ *github\.token *\}\}/, step.token)]
    }),
  )
}

/** A git that writes down its arguments before it works; gives the folder to put first in PATH. */
function watchedGit(home: string): string {
  const folder = join(home, 'bin')
  mkdirSync(folder)
  const real = process.env
    .PATH!.split(delimiter)
    .map((path) => join(path, 'git'))
    .find((path) => existsSync(path))
  const file = join(folder, 'git')
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >>'${home}/git.log'\nexec '${real}' "$@"\n`)
  chmodSync(file, 0o755)
  return folder
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
}

/** Reads GITHUB_OUTPUT: `name<<delimiter`, lines, `delimiter`; or `name=value`. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const block = /^([^=]+?)<<(.+)$/.exec(line)
    const plain = /^([^=]+)=(.*)$/.exec(line)
    if (block !== null)
      outputs[block[1]!] = lines
        .splice(0, lines.indexOf(block[2]!) + 1)
        .slice(0, -1)
        .join('\n')
    else if (plain !== null) outputs[plain[1]!] = plain[2]!
  }
  return outputs
}

/** Both spellings that the runner looks for: `::name …::data` at the start of a line, `##[name …]data` anywhere. */
export function workflowCommands(stdout: string): WorkflowCommand[] {
  return stdout.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, command, data] =
      /^\s*::([^\s:]+)(?: [^:]*)?::(.*)$/.exec(line) ?? /##\[([^\s\]]+)[^\]]*\](.*)$/.exec(line) ?? []
    if (command === undefined || data === undefined) return []
    return [{ command, data: data.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%') }]
  })
}

/** What the step said to people by `::error::`, `::warning::` and so on. */
export function said(step: EndedStep, command: 'error' | 'warning' | 'notice'): string[] {
  return step.commands.filter((one) => one.command === command).map(({ data }) => data)
}
