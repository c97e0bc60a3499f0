/** Many short rounds: a duel of a small budget is laid out for so many. */
export const ROUNDS_WANTED = 8
/** A duel ends after so many rounds, however long it may take. */
export const MOST_ROUNDS = 80
