import type { Request, RequestBody } from '../config/config.ts'
import type { PlannedRequest } from './generator-protocol.ts'

/** Variables that requests may name; any other `$NAME` stays as it is, for a body may well speak of dollars. */
export type RequestVariables = Readonly<Record<string, string>>

/** Requests as they are sent, with `$CORES` and the like expanded in paths, headers and declared bodies. */
export function planRequests(requests: readonly Request[], variables: RequestVariables): PlannedRequest[] {
  const expanded = (text: string) => expandKnown(text, variables)
  return requests.map(({ method, path, headers, weight, body }) => ({
    method,
    path: expanded(path),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, expanded(value)])),
    weight,
    bodies: body === undefined ? [] : bodiesOf(body, expanded),
  }))
}

function bodiesOf(body: RequestBody, expanded: (text: string) => string): readonly Uint8Array[] {
  switch (body.kind) {
    case 'declared':
      return [new TextEncoder().encode(expanded(body.text))]
    case 'file':
      return [body.bytes]
    case 'cycle':
      return body.bodies
  }
}

/** Replaces `$NAME` and `${NAME}` where `variables` has the name. */
function expandKnown(text: string, variables: RequestVariables): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (match, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? ''
    return Object.hasOwn(variables, name) ? (variables[name] as string) : match
  })
}
