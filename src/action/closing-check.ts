import type { CheckPlace } from '../github/check-place.ts'
import { closeCheck } from '../github/check-run.ts'
import { notPublishedWords } from './check-words.ts'

/**
 * Publishes what was measured. Whatever is thrown meanwhile, a bug of ours or an interrupt, the check that the run's
 * beginning opened is concluded first: it would stay in progress for ever. What was thrown goes on.
 */
export async function closingCheck(place: CheckPlace, publish: () => Promise<void>): Promise<void> {
  await using undo = new AsyncDisposableStack()
  undo.defer(async () => {
    await closeCheck(place, notPublishedWords('Publishing came to no end.', place.detailsUrl))
  })
  await publish()
  // It ended, and left the check as it should be.
  undo.move()
}
