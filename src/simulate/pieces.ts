/**
 * Work that stands still every few hundredths of a second, so that whoever asked for it can look up: at a key that was pressed, at the
 * clock. What it comes to does not depend on that.
 */
export type Pieces<T> = Generator<undefined, T, undefined>;

/** The whole work without looking up. */
export function atOnce<T>(pieces: Pieces<T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}
