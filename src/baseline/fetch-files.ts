import { GitError } from '../git/git-error.ts'
import { REMOTE, type TemporaryRepository } from './temporary-repository.ts'

const AT_ONCE = 1000

/** Brings the contents of many files here at once. Only a saving: what is missing is fetched when it is read. */
export async function fetchFiles(repository: TemporaryRepository, oids: readonly string[]): Promise<void> {
  const { stdout } = await repository.git(['config', '--get', `remote.${REMOTE}.promisor`], {
    okStatuses: [0, 1],
  })
  if (oids.length < 2 || stdout.trim() !== 'true') return
  for (let start = 0; start < oids.length; start += AT_ONCE) {
    const input = oids
      .slice(start, start + AT_ONCE)
      .map((oid) => `${oid}\n`)
      .join('')
    try {
      await repository.git(
        [
          '-c',
          'fetch.negotiationAlgorithm=noop',
          'fetch',
          '--quiet',
          '--no-tags',
          '--no-write-fetch-head',
          '--filter=blob:none',
          '--stdin',
          REMOTE,
        ],
        { input },
      )
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      return
    }
  }
}
