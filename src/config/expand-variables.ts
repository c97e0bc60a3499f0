const VARIABLE = /\$(?:\$|\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g

/**
 * Expands `$NAME` and `${NAME}` in the value of an `env` key, in one pass: what a variable holds is not expanded
 * again. `$$` is a dollar sign, an unknown name becomes empty, and any other `$` (`$1`, `${`, a last `$`) stays.
 * `start`, `build`, `command` and `prepare` do not come here: their shell expands them.
 */
export function expandVariables(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replace(VARIABLE, (match, braced?: string, bare?: string) => {
    if (match === '$$') return '$'
    const name = braced ?? bare ?? ''
    return Object.hasOwn(env, name) ? (env[name] ?? '') : ''
  })
}
