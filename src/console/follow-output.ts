/** Whether all that was written to a stream got there. */
export interface FollowedOutput {
  /** Why not; undefined where it did, or where its reader had seen enough. */
  readonly failure: NodeJS.ErrnoException | undefined
}

/**
 * Keeps a stream that breaks from ending the process half way. A reader that goes (`| head`) is no error of ours; a
 * disk that is full is one, told once to `tell`.
 */
export function followOutput(
  stream: NodeJS.WriteStream,
  tell: (failure: NodeJS.ErrnoException) => void = () => {},
): FollowedOutput {
  const followed: { failure: NodeJS.ErrnoException | undefined } = { failure: undefined }
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || followed.failure !== undefined) return
    followed.failure = error
    tell(error)
  })
  return followed
}
