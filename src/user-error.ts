/**
 * An error that the user can mend. It says what was found, where, and what to do; it is printed without a
 * stack trace and ends the program with status 2. Any other error that reaches an entry is a bug of ours.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
}
