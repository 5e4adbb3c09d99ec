const STEPS = '▁▂▃▄▅▆▇█';

/** Bars from nothing to the highest of the values; a blank where there is nothing. */
export function sparkline(values: readonly number[]): string {
  const highest = Math.max(...values, 0);
  return values.map((value) => (value <= 0 || highest === 0 ? ' ' : STEPS[Math.min(7, Math.floor((value / highest) * 8))])).join('');
}
