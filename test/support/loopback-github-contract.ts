import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import ajvFormats from 'ajv-formats'

/** An operation of GitHub's API that a request was meant for. */
export interface Operation {
  readonly id: string
  readonly pathParameters: Readonly<Record<string, string>>
}

interface Message {
  readonly query: URLSearchParams
  readonly body: unknown
}

type Schema = { [key: string]: unknown }
type Parameter = { name: string; in: 'path' | 'query'; required?: boolean; schema: Schema }
type Content = { content?: Record<string, { schema: Schema }> }
interface Description {
  paths: Record<string, Record<string, RawOperation>>
  components: {
    parameters: Record<string, Parameter>
    responses: Record<string, Content>
    schemas: Record<string, Schema>
  }
}
interface RawOperation {
  operationId: string
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: Content & { required?: boolean }
  responses: Record<string, Content | { $ref: string }>
}
interface Route extends RawOperation {
  readonly method: string
  readonly pattern: RegExp
}

const NULL_AFTER_ALL: readonly (readonly [schema: string, ...path: string[]])[] = [
  ['pull-request', 'head', 'repo'],
  ['pull-request-simple', 'head', 'repo'],
  ['workflow-run', 'head_repository'],
]

/** What GitHub's OpenAPI description allows, for the operations in github-openapi.json. */
export class GitHubContract {
  readonly #description = corrected(
    asJsonSchema(
      JSON.parse(readFileSync(new URL('github-openapi.json', import.meta.url), 'utf8')),
    ) as Description,
  )
  readonly #routes = routesOf(this.#description)
  readonly #ajv = new Ajv({ strict: false, coerceTypes: false })
  readonly #coercing = new Ajv({ strict: false, coerceTypes: true })
  readonly #validators = new Map<string, ValidateFunction>()

  constructor() {
    for (const ajv of [this.#ajv, this.#coercing]) {
      ajvFormats.default(ajv)
      ajv.addSchema(this.#description, 'github')
    }
  }

  /** The operation that a method and a path (without the API's prefix) name, if the extract has it. */
  operation(method: string, path: string): Operation | undefined {
    for (const route of this.#routes) {
      const match = route.method === method ? route.pattern.exec(path) : null
      if (match === null) continue
      const values = Object.entries(match.groups ?? {})
      return {
        id: route.operationId,
        pathParameters: Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)])),
      }
    }
    return undefined
  }

  /** What is wrong with a request: parameters and body, unknown names included. */
  requestProblems(operation: Operation, { query, body }: Message): string[] {
    const route = this.#route(operation)
    return [...this.#parameterProblems(route, operation, query), ...this.#bodyProblems(route, body)]
  }

  /** What is wrong with a response of ours. A gateway's 5xx page is described nowhere. */
  responseProblems(operation: Operation, status: number, body: unknown): string[] {
    if (status >= 500) return []
    // GitHub says 304 to any question that was asked before, and describes it for a few.
    if (status === 304) return body === undefined ? [] : ['a body with status 304']
    const named = this.#route(operation).responses[status]
    // GitHub may refuse any request, whatever an operation's own list says.
    const response = named ?? { $ref: `#/components/responses/${status === 404 ? 'not_found' : 'forbidden'}` }
    if (named === undefined && status < 400) return [`status ${status} is not in the description`]
    const content = '$ref' in response ? this.#response(response.$ref) : response
    const schema = content.content?.['application/json']?.schema
    if (schema === undefined) return body === undefined ? [] : ['a body where none is described']
    return this.#problems(this.#ajv, `${operation.id} ${status}`, schema, body, 'response')
  }

  #route(operation: Operation): Route {
    return this.#routes.find((route) => route.operationId === operation.id)!
  }

  #response(reference: string): Content {
    return this.#description.components.responses[reference.split('/').at(-1)!]!
  }

  #parameterProblems(route: Route, operation: Operation, query: URLSearchParams): string[] {
    const parameters = (route.parameters ?? []).map((parameter) =>
      '$ref' in parameter
        ? this.#description.components.parameters[parameter.$ref.split('/').at(-1)!]!
        : parameter,
    )
    const known = new Set(parameters.filter((one) => one.in === 'query').map((one) => one.name))
    const unknown = [...query.keys()].filter((name) => !known.has(name))
    const wrong = parameters.flatMap(({ name, in: place, required, schema }) => {
      const value = place === 'path' ? operation.pathParameters[name] : (query.get(name) ?? undefined)
      if (value === undefined) return required ? [`${place} parameter ${name} is missing`] : []
      const key = `${operation.id} ${place} ${name}`
      return this.#problems(this.#coercing, key, wrapped(schema), { value }, `${place} parameter ${name}`)
    })
    return [...unknown.map((name) => `unknown query parameter ${name}`), ...wrong]
  }

  #bodyProblems(route: Route, body: unknown): string[] {
    const schema = route.requestBody?.content?.['application/json']?.schema
    if (schema === undefined) return body === undefined ? [] : ['a request body where none is described']
    if (body === undefined) return route.requestBody?.required ? ['the request body is missing'] : []
    const known = fieldsOf(schema)
    const unknown = Object.keys(Object(body)).filter((name) => !known.has(name))
    const wrong = this.#problems(this.#ajv, `${route.operationId} body`, schema, body, 'request body')
    return [...unknown.map((name) => `unknown field ${name} in the request body`), ...wrong]
  }

  #problems(ajv: Ajv, key: string, schema: Schema, value: unknown, what: string): string[] {
    const validate = this.#validators.get(key) ?? ajv.compile(rebased(schema) as Schema)
    this.#validators.set(key, validate)
    return validate(value) ? [] : [`${what}: ${ajv.errorsText(validate.errors, { dataVar: 'it' })}`]
  }
}

/**
 * Puts right what GitHub's description gets wrong, so that what GitHub sends may be sent here: null where a fork
 * was deleted.
 */
function corrected(description: Description): Description {
  for (const [name, ...path] of NULL_AFTER_ALL) {
    const last = path.pop()!
    const within = path.reduce(
      (schema, key) => propertiesOf(schema)[key]!,
      description.components.schemas[name]!,
    )
    propertiesOf(within)[last] = { anyOf: [propertiesOf(within)[last], { type: 'null' }] }
  }
  return description
}

function propertiesOf(schema: Schema): Record<string, Schema> {
  return schema.properties as Record<string, Schema>
}

/** Coercion works on a property, not on a bare string. */
function wrapped(schema: Schema): Schema {
  return { type: 'object', properties: { value: schema } }
}

function routesOf(description: Description): Route[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      pattern: patternOf(path),
    })),
  )
}

/** The path of a file and the name of a branch may hold slashes. */
function patternOf(path: string): RegExp {
  const segments = path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${/^(path|ref)$/.test(name) ? '.+' : '[^/]+'})`,
  )
  return new RegExp(`^${segments}$`)
}

/** Names that a body may have at its top level, in any of its alternatives. */
function fieldsOf(schema: Schema): Set<string> {
  const alternatives = ['oneOf', 'anyOf', 'allOf'].flatMap((key) => (schema[key] ?? []) as Schema[])
  return new Set([
    ...Object.keys(schema.properties ?? {}),
    ...alternatives.flatMap((alternative) => [...fieldsOf(alternative)]),
  ])
}

/** OpenAPI 3.0 says `nullable: true` where JSON Schema says so in the type. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (value === null || typeof value !== 'object') return value
  const { nullable, ...rest } = value as Schema
  const schema = Object.fromEntries(Object.entries(rest).map(([key, child]) => [key, asJsonSchema(child)]))
  // A field that is itself called `nullable` is a schema, not a flag.
  if (typeof nullable === 'object') return { ...schema, nullable: asJsonSchema(nullable) }
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}

/** Points references at the whole description, which the validators know as `github`. */
function rebased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rebased)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' ? `github${child as string}` : rebased(child),
    ]),
  )
}
