/** Replaces the credentials that git may echo: user and password of a URL, and authorization headers. */
export function redactCredentials(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@'"]+@/gi, '$1***@')
    .replace(/(authorization:\s*)(?:(?:basic|bearer|token)\s+)?[^\s'"]+/gi, '$1***')
}
