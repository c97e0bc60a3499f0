import type { Request, RequestBody } from './config.ts'
import type { DeclaredFiles } from './declared-files.ts'
import { declaredTexts } from './declared-texts.ts'
import type { KeyPath } from './problem.ts'
import { bodyText, withContentType } from './request-body.ts'
import type { DeclaredBenchmark } from './schema.ts'
import type { YamlSource } from './yaml-source.ts'

type DeclaredRequest = Exclude<DeclaredBenchmark['request'], unknown[]>

/** Where a benchmark's requests stand, and where the files of their bodies are. */
export interface RequestPlace {
  readonly path: KeyPath
  /** Absolute directory of the service. */
  readonly directory: string
  readonly source: YamlSource
  readonly files: DeclaredFiles
}

/** The requests of a benchmark, at least one, with their bodies read. */
export async function declaredRequests(
  declared: DeclaredBenchmark['request'],
  place: RequestPlace,
): Promise<Request[]> {
  if (!Array.isArray(declared)) return [await declaredRequest(declared, place)]
  const requests: Request[] = []
  for (const [index, request] of declared.entries()) {
    requests.push(await declaredRequest(request, { ...place, path: [...place.path, index] }))
  }
  return requests
}

async function declaredRequest(declared: DeclaredRequest, place: RequestPlace): Promise<Request> {
  const own = declaredTexts(declared.headers, [...place.path, 'headers'], place.source)
  const body = await declaredBody(declared, own, place)
  const method = declared.method ?? (body === undefined ? 'GET' : 'POST')
  const headers = body === undefined || body.kind === 'file' ? own : withContentType(own)
  return { method, path: declared.path, headers, weight: declared.weight, body }
}

async function declaredBody(
  { body, bodyFile, bodyFrom }: DeclaredRequest,
  headers: Readonly<Record<string, string>>,
  { path, directory, files }: RequestPlace,
): Promise<RequestBody | undefined> {
  if (bodyFile !== undefined) {
    return { kind: 'file', bytes: await files.bytes(bodyFile, directory, [...path, 'bodyFile']) }
  }
  if (bodyFrom !== undefined) {
    return { kind: 'cycle', bodies: await files.bodies(bodyFrom, directory, [...path, 'bodyFrom']) }
  }
  return body === undefined ? undefined : { kind: 'declared', text: bodyText(body, headers) }
}
