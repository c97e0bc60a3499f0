/** Many short rounds: a duel of a small budget is laid out for so many. */
export const ROUNDS_WANTED = 8
/** A duel ends after so many rounds, however long it may take. */
export const MOST_ROUNDS = 80
/** Before this round an interim look has too few degrees of freedom to reject anything. */
export const FIRST_LOOK = 6
/** Interim looks of a duel, at the most. */
export const MOST_INTERIM_LOOKS = 2
/** What each of them has of α and of the doubt; the last look has the rest. */
export const INTERIM_SHARE = 0.25
