export const JSON_PATH_PATTERN = /^(?!\$(?:\.|$)|\/)(?:\\[\s\S]|[^\\.[\]])+(?:\.(?:\\[\s\S]|[^\\.[\]])+)*$/
export const JSON_PATH_ALLOWED =
  'keys and positions with dots between them, such as items.0.sku; \\. for a dot in a key'

const LONGEST = 1024

/**
 * The keys of a path into a JSON value: `items.0.sku` is `items`, `0`, `sku`, where `0` is a position of a list or a
 * key of an object, whichever is there. A backslash takes the next character as it is: `versions.1\.0` is `versions`,
 * `1.0`. Nothing where the text is no path: an empty key, brackets, or the beginning of a path of another language
 * (`$.`, `/`) must be written with a backslash or not at all.
 */
export function jsonPathKeys(path: string): string[] | undefined {
  if (path.length > LONGEST || !JSON_PATH_PATTERN.test(path)) return undefined
  return (path.match(/(?:\\[\s\S]|[^\\.])+/g) ?? []).map((key) => key.replace(/\\([\s\S])/g, '$1'))
}

/** The path that somebody meant who wrote `$.items[0].sku`, `items[0]['sku']` or `/items/0/sku`. */
export function meantJsonPath(written: string): string | undefined {
  if (written.length > LONGEST) return undefined
  const dotted = written.startsWith('/')
    ? written.split('/').join('.')
    : written
        .replace(/\[(\d+)\]/g, '.$1')
        .replace(/\[(['"])([^'"[\]]*)\1\]/g, (_all, _quote, key: string) => {
          return `.${key.replace(/[\\.]/g, '\\$&')}`
        })
  const path = dotted.replace(/^\$?\./, '')
  return path !== written && jsonPathKeys(path) !== undefined ? path : undefined
}
