import type { Runtime } from './config.ts'

const PROGRAMS: readonly (readonly [Runtime, RegExp])[] = [
  ['go', /^go$/],
  ['node', /^(node|nodejs|npm|npx|pnpm|pnpx|yarn|tsx|ts-node|pm2|pm2-runtime)$/],
  [
    'python',
    /^(python|python3|python3\.\d+|gunicorn|uvicorn|hypercorn|granian|daphne|waitress-serve|flask|uv|poetry|pipenv)$/,
  ],
]

const FILES: readonly (readonly [string, Runtime])[] = [
  ['go.mod', 'go'],
  ['package.json', 'node'],
  ['pyproject.toml', 'python'],
  ['requirements.txt', 'python'],
]

/** Files whose presence in a service's directory tells its runtime. */
export const RUNTIME_FILES: readonly string[] = FILES.map(([name]) => name)

/**
 * The runtime of a service that declares none: what `start` runs, else what `build` runs, else what the files in its
 * directory tell, in the order of `FILES`; nothing where none of them tells.
 */
export function detectRuntime(
  commands: { readonly start: string; readonly build?: string },
  files: readonly string[],
): Runtime | undefined {
  return (
    runtimeOf(commands.start) ??
    runtimeOf(commands.build ?? '') ??
    FILES.find(([name]) => files.includes(name))?.[1]
  )
}

/** The runtime that the last command of a shell line runs on, or the one before it, and so on: the server comes last. */
function runtimeOf(line: string): Runtime | undefined {
  for (const command of line.split(/[;&|\n]+/).reverse()) {
    const program = programOf(command)
    const found = PROGRAMS.find(([, pattern]) => pattern.test(program))
    if (found !== undefined) return found[0]
  }
  return undefined
}

/** What a simple command runs: its first word that is no assignment and no program that only starts another. */
function programOf(command: string): string {
  const words = command.trim().split(/\s+/)
  const first =
    words.find((word) => !/^[A-Za-z_]\w*=/.test(word) && !/^(exec|env|nohup|time)$/.test(word)) ?? ''
  return first.slice(first.lastIndexOf('/') + 1)
}
