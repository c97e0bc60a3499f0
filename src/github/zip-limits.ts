/** What an artifact's archive may be. It holds one file, whose own limit is MAX_RESULT_BYTES. */

/** Bytes of the archive: a result of the largest size, packed as badly as random digits pack (to 45 %). */
export const MAX_ZIP_BYTES = 8 * 1024 * 1024

/** Bytes unpacked for each byte packed. JSON of measurements packs to a third, of constants to a fiftieth. */
export const MAX_RATIO = 200
