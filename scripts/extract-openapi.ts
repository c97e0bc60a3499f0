/**
 * Writes test/support/github-openapi.json: the operations of GitHub's REST API that corecurve uses, cut out of
 * GitHub's own OpenAPI description, with the components they reference and without prose.
 *
 *   node scripts/extract-openapi.ts [path of api.github.com.json]
 *
 * Without a path it takes the pinned npm package @octokit/openapi into a temporary folder and removes it again.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PACKAGE = '@octokit/openapi@23.0.2'
const OUTPUT = new URL('../test/support/github-openapi.json', import.meta.url)

const OPERATIONS = new Set([
  'actions/download-artifact',
  'actions/get-artifact',
  'actions/get-workflow',
  'actions/get-workflow-run',
  'actions/list-jobs-for-workflow-run',
  'actions/list-workflow-run-artifacts',
  'actions/list-workflow-runs',
  'actions/re-run-workflow',
  'checks/create',
  'checks/get',
  'checks/list-for-ref',
  'checks/update',
  'git/get-commit',
  'issues/create-comment',
  'issues/delete-comment',
  'issues/get',
  'issues/get-comment',
  'issues/list-comments',
  'issues/update-comment',
  'pulls/get',
  'pulls/list',
  'reactions/create-for-issue-comment',
  'repos/compare-commits-with-basehead',
  'repos/create-commit-status',
  'repos/get',
  'repos/get-collaborator-permission-level',
  'repos/get-combined-status-for-ref',
  'repos/get-content',
  'repos/list-commit-statuses-for-ref',
  'users/get-authenticated',
])

const PROSE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'title',
  'deprecated',
  'headers',
])
/** Keys whose own keys are names chosen by GitHub, so that a field called `description` is kept. */
const NAME_MAPS = new Set([
  'properties',
  'patternProperties',
  'schemas',
  'parameters',
  'responses',
  'mapping',
])

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

const path = process.argv[2]
if (path === undefined) {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'corecurve-openapi-'))
  const run = (program: string, args: string[]) =>
    execFileSync(program, args, { cwd: folder.path, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const archive = run('npm', ['pack', '--silent', PACKAGE]).trim()
  run('tar', ['xzf', archive, 'package/generated/api.github.com.json'])
  write(join(folder.path, 'package/generated/api.github.com.json'))
} else {
  write(path)
}

function write(description: string): void {
  const text = `${JSON.stringify(extract(JSON.parse(readFileSync(description, 'utf8')) as JsonObject), null, 1)}\n`
  writeFileSync(OUTPUT, text)
  console.log(`${OPERATIONS.size} operations, ${(text.length / 1000).toFixed(0)} kB`)
}

function extract(description: JsonObject): JsonObject {
  const paths = usedPaths(description.paths as Record<string, JsonObject>)
  const components = referenced(description, paths)
  return sorted({ openapi: description.openapi!, paths, components }) as JsonObject
}

function usedPaths(all: Record<string, JsonObject>): JsonObject {
  const paths: JsonObject = {}
  const missing = new Set(OPERATIONS)
  for (const [route, methods] of Object.entries(all)) {
    for (const [method, operation] of Object.entries(methods)) {
      const id = (operation as JsonObject).operationId as string
      if (!missing.delete(id)) continue
      paths[route] = { ...(paths[route] as JsonObject), [method]: withoutProse(operation) }
    }
  }
  if (missing.size > 0) throw new Error(`The description lacks ${[...missing].join(', ')}`)
  return paths
}

/** Follows `$ref` from the paths on, through every component, until nothing new is found. */
function referenced(description: JsonObject, paths: JsonObject): JsonObject {
  const components: Record<string, JsonObject> = {}
  const waiting = references(paths)
  for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
    const [, , kind, name] = reference.split('/') as [string, string, string, string]
    if (components[kind]?.[name] !== undefined) continue
    const kinds = description.components as Record<string, JsonObject>
    const found = kinds[kind]?.[name]
    if (found === undefined) throw new Error(`The description lacks ${reference}`)
    const component = withoutProse(found)
    components[kind] = { ...components[kind], [name]: component }
    waiting.push(...references(component))
  }
  return components
}

function references(value: Json): string[] {
  return JSON.stringify(value)
    .matchAll(/"\$ref":"([^"]+)"/g)
    .map((match) => match[1]!)
    .toArray()
}

/** Drops prose, extensions, and the media types of responses other than JSON where JSON is offered. */
function withoutProse(value: Json, keysAreNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item))
  if (value === null || typeof value !== 'object') return value
  const kept: JsonObject = {}
  for (const [key, child] of Object.entries(value)) {
    if (!keysAreNames && (PROSE.has(key) || key.startsWith('x-'))) continue
    const json = (child as JsonObject | null)?.['application/json']
    kept[key] =
      key === 'content' && !keysAreNames && json !== undefined
        ? { 'application/json': withoutProse(json) }
        : withoutProse(child, !keysAreNames && NAME_MAPS.has(key))
  }
  return kept
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key]!)]),
  )
}
