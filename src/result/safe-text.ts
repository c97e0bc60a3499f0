declare const sink: unique symbol
/**
 * Text that one sink takes as it is. Only an escape or a joint of safe pieces makes one (`report`); the type stands here
 * for those who send text and may not know how it is made.
 */
export type Safe<Sink extends string> = string & { readonly [sink]: Sink }
