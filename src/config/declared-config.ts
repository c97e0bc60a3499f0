import type { Benchmark, CommandBenchmark, Config, HttpBenchmark, Request, Service } from './config.ts'
import { DeclaredFiles } from './declared-files.ts'
import { detectRuntime, RUNTIME_FILES } from './detect-runtime.ts'
import type { KeyPath, Problem } from './problem.ts'
import { bodyText, withContentType } from './request-body.ts'
import type { Declaration, DeclaredBenchmark, DeclaredService } from './schema.ts'
import type { YamlSource } from './yaml-source.ts'

export interface FilePlace {
  /** The file as the user would name it, for messages. */
  readonly file: string
  /** Absolute root of the repository. */
  readonly root: string
}

type DeclaredRequest = Exclude<DeclaredBenchmark['request'], unknown[]>

/** Statuses that count as an answer where the user names none. */
const SUCCESS: readonly number[] = Array.from({ length: 100 }, (_, index) => 200 + index)

/** A checked declaration with everything that it names looked up: directories, runtimes and bodies. */
export async function declaredConfig(
  declaration: Declaration,
  source: YamlSource,
  { file, root }: FilePlace,
): Promise<{ config: Config; problems: readonly Problem[] }> {
  const builder = new ConfigBuilder(source, new DeclaredFiles(root, source))
  const services: Service[] = []
  for (const [name, service] of Object.entries(declaration.services)) {
    services.push(await builder.service(name, service))
  }
  const benchmarks: Benchmark[] = []
  for (const [name, benchmark] of Object.entries(declaration.benchmarks)) {
    benchmarks.push(
      benchmark.command === undefined
        ? await builder.httpBenchmark(name, benchmark, services)
        : await builder.commandBenchmark(name, benchmark, benchmark.command),
    )
  }
  const cores = declaration.cores === 'auto' ? 'auto' : declaration.cores.toSorted((a, b) => a - b)
  const config = { file, root, cores, services, benchmarks, baseline: declaration.baseline } satisfies Config
  return { config, problems: builder.problems }
}

class ConfigBuilder {
  readonly #source: YamlSource
  readonly #files: DeclaredFiles

  constructor(source: YamlSource, files: DeclaredFiles) {
    this.#source = source
    this.#files = files
  }

  get problems(): readonly Problem[] {
    return this.#files.problems
  }

  async service(name: string, declared: DeclaredService): Promise<Service> {
    const path = ['services', name]
    const { build, start, ready, startTimeout } = declared
    const directory = await this.#files.directory(declared.directory, [...path, 'directory'])
    const runtime =
      declared.runtime ?? detectRuntime({ start, build }, await this.#files.present(directory, RUNTIME_FILES))
    const env = this.#texts(declared.env, [...path, 'env'])
    return { name, directory, build, start, runtime, ready, startTimeout, env }
  }

  async httpBenchmark(
    name: string,
    declared: DeclaredBenchmark,
    services: readonly Service[],
  ): Promise<HttpBenchmark> {
    const service = services.find((candidate) => candidate.name === declared.service)
    if (service === undefined) throw new Error(`benchmark ${name} was not checked against the services`)
    const path = ['benchmarks', name, 'request']
    const requests: Request[] = []
    if (Array.isArray(declared.request)) {
      for (const [index, request] of declared.request.entries()) {
        requests.push(await this.#request(request, [...path, index], service.directory))
      }
    } else requests.push(await this.#request(declared.request, path, service.directory))
    const { connections, timeout, tolerance, detect } = declared
    return {
      kind: 'http',
      name,
      service: service.name,
      requests,
      connections: [connections].flat(),
      expect: {
        status: declared.expect.status === undefined ? SUCCESS : [declared.expect.status].flat(),
        headers: {},
      },
      timeout,
      tolerance,
      detect,
    }
  }

  async commandBenchmark(
    name: string,
    declared: DeclaredBenchmark,
    command: string,
  ): Promise<CommandBenchmark> {
    const path = ['benchmarks', name]
    const { prepare, tolerance, detect } = declared
    const directory = await this.#files.directory(declared.directory, [...path, 'directory'])
    const env = this.#texts(declared.env, [...path, 'env'])
    return { kind: 'command', name, command, prepare, warmUp: 1, directory, env, tolerance, detect }
  }

  async #request(declared: DeclaredRequest, path: KeyPath, directory: string): Promise<Request> {
    const headers = this.#texts(declared.headers, [...path, 'headers'])
    const method = declared.method ?? (hasBody(declared) ? 'POST' : 'GET')
    const request = { method, path: declared.path, headers, weight: 1 }
    if (declared.bodyFile !== undefined) {
      return {
        ...request,
        body: {
          kind: 'file',
          bytes: await this.#files.bytes(declared.bodyFile, directory, [...path, 'bodyFile']),
        },
      }
    }
    if (declared.body === undefined) return request
    return { ...request, headers: withContentType(headers), body: { kind: 'declared', text: bodyText(declared.body, headers) } }
  }

  /** Values as text: what is no string as it is written in the file, so that 1.10 stays 1.10. */
  #texts(values: Readonly<Record<string, string | number | boolean>>, path: KeyPath): Record<string, string> {
    const texts = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (this.#source.textAt([...path, name]) ?? String(value)),
    ])
    return Object.fromEntries(texts)
  }
}

function hasBody(request: DeclaredRequest): boolean {
  return request.body !== undefined || request.bodyFile !== undefined
}
