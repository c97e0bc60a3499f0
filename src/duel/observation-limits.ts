/** Others that took more than this share of the machine's CPUs disturbed the measurement. */
export const DISTURBED_ABOVE = 0.1
/** A program that kept less of its CPUs busy waited rather than worked. */
export const WAITED_BELOW = 0.7
