const CONTENT_TYPE = 'content-type'

/** The headers of a request with a `body`: JSON unless the user says otherwise. */
export function withContentType(headers: Readonly<Record<string, string>>): Record<string, string> {
  return contentType(headers) === undefined
    ? { ...headers, [CONTENT_TYPE]: 'application/json' }
    : { ...headers }
}

/**
 * The text of a `body`: JSON. Only a string under a content-type of the user's own that is not JSON goes as it is:
 * who says `text/plain` does not want it in quotes.
 */
export function bodyText(body: unknown, headers: Readonly<Record<string, string>>): string {
  const type = contentType(headers)
  const plain = typeof body === 'string' && type !== undefined && !/[/+]json\b/i.test(type)
  return plain ? body : JSON.stringify(body)
}

function contentType(headers: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === CONTENT_TYPE)?.[1]
}
