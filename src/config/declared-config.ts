import type { Benchmark, CommandBenchmark, Config, HttpBenchmark, Service } from './config.ts'
import { DeclaredFiles } from './declared-files.ts'
import { declaredExpectation, declaredRegimes } from './declared-load.ts'
import { declaredRequests } from './declared-request.ts'
import { declaredTexts } from './declared-texts.ts'
import { detectRuntime, RUNTIME_FILES } from './detect-runtime.ts'
import type { Problem } from './problem.ts'
import type { Declaration, DeclaredBenchmark, DeclaredService } from './schema.ts'
import type { YamlSource } from './yaml-source.ts'

export interface FilePlace {
  /** The file as the user would name it, for messages. */
  readonly file: string
  /** Absolute root of the repository. */
  readonly root: string
}

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
    const env = declaredTexts(declared.env, [...path, 'env'], this.#source)
    return { name, directory, build, start, runtime, ready, startTimeout, env }
  }

  async httpBenchmark(
    name: string,
    declared: DeclaredBenchmark,
    services: readonly Service[],
  ): Promise<HttpBenchmark> {
    const service = services.find((candidate) => candidate.name === declared.service)
    if (service === undefined) throw new Error(`benchmark ${name} was not checked against the services`)
    const path = ['benchmarks', name]
    const { connections, timeout, tolerance, detect } = declared
    const requests = await declaredRequests(declared.request, {
      path: [...path, 'request'],
      directory: service.directory,
      source: this.#source,
      files: this.#files,
    })
    return {
      kind: 'http',
      name,
      service: service.name,
      requests,
      connections: [connections].flat(),
      expect: declaredExpectation(declared.expect, [...path, 'expect'], this.#source),
      timeout,
      ...declaredRegimes(declared),
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
    const { prepare, setup, cleanup, warmUp, tolerance, detect } = declared
    const directory = await this.#files.directory(declared.directory, [...path, 'directory'])
    const env = declaredTexts(declared.env, [...path, 'env'], this.#source)
    const around = { prepare, setup, cleanup, warmUp }
    return { kind: 'command', name, command, ...around, directory, env, tolerance, detect }
  }
}
