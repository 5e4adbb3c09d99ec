/** How many times its mean rate a bursty flow brings while a burst lasts: no more than everything, which leaves nothing for the time between. */
export const burstHeight = ({ burst, on, off }: { readonly burst: number; readonly on: number; readonly off: number }): number =>
  Math.min(burst, (on + off) / on);
