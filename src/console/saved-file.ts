import { writeWhole } from './whole-file.ts'

/**
 * A result that is saved again and again while it grows. A write that fails costs no measurement: the reason is kept
 * until a later write succeeds, for the caller to tell at the end.
 */
export class SavedFile {
  readonly path: string
  #failure: Error | undefined

  constructor(path: string) {
    this.path = path
  }

  /** Why the last write failed, a UserError; undefined where it did not. */
  get failure(): Error | undefined {
    return this.#failure
  }

  async save(text: string): Promise<void> {
    this.#failure = await writeWhole(this.path, text).then(
      () => undefined,
      (error: Error) => error,
    )
  }
}
