/** Passes after which what the users ask of a full component has come down to what the open flows leave of it. */
const PASSES = 8;

/**
 * The most that users who wait for their answers can come to: N / (Z + D), and no more than the fullest component has left for
 * them (asymptotic bounds of a closed network, Denning and Buzen 1978).
 */
export function withUsers(
  open: readonly number[],
  most: readonly number[],
  waitedFor: readonly ReadonlySet<number>[],
  demandAt: (rates: readonly number[]) => readonly (number | undefined)[],
): readonly number[] {
  if (most.every((rate) => rate === 0)) return open;
  const left = demandAt(open);
  let closed = most;
  for (let pass = 0; pass < PASSES; pass++) {
    const demand = demandAt(open.map((rate, i) => rate + closed[i]!));
    closed = closed.map((rate, flow) => {
      const own = demandAt(open.map((_, i) => (i === flow ? rate : 0)));
      const shares = own.map((load, i) => {
        const asked = (demand[i] ?? 0) - (left[i] ?? 0);
        return waitedFor[flow]!.has(i) && (load ?? 0) > 0 && (demand[i] ?? 0) > 1 && asked > 0
          ? Math.max(0.01, (1 - (left[i] ?? 0)) / asked)
          : 1;
      });
      return rate * Math.min(1, ...shares);
    });
  }
  return open.map((rate, i) => rate + closed[i]!);
}
