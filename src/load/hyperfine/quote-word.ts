/** Text as one word of a POSIX shell command line: it arrives unchanged, whatever is in it. */
export function quoteWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
