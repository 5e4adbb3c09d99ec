const STEPS = '▁▂▃▄▅▆▇█';

/** Bars from nothing to the highest of the values; a blank where there is nothing. */
export function sparkline(values: readonly number[]): string {
  const highest = Math.max(...values, 0);
  return values.map((value) => (value <= 0 || highest === 0 ? ' ' : STEPS[Math.min(7, Math.floor((value / highest) * 8))])).join('');
}

/** No more than so many values: neighbours as the highest of them, so that no peak is lost. */
export function fitted(values: readonly number[], room: number): number[] {
  const count = Math.max(1, Math.min(values.length, Math.floor(room)));
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / count));
    return Math.max(...values.slice(from, to));
  });
}
