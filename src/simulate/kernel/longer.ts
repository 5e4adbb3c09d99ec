type Numbers = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The same numbers in an array of `length`, with zeros behind them. Pools grow by it, seldom: each time to twice their size. */
export function longer<T extends Numbers>(old: T, length: number): T {
  const made = new (old.constructor as new (length: number) => T)(length);
  made.set(old);
  return made;
}
