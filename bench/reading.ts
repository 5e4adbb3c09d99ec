import { readDesign } from '#language/read-design.js';
import { largeDesign } from './large-design.js';

/** CPU seconds of reading, the best of three, by number of components. The time a component must not grow with their number. */
export function benchReading(): void {
  console.log('reading a design: CPU by size');
  let first: number | undefined;
  for (const count of [1_000, 2_000, 5_000, 10_000, 20_000]) {
    const text = largeDesign(count);
    let best = Infinity;
    for (let run = 0; run < 3; run++) {
      const before = process.cpuUsage();
      const { model } = readDesign(text);
      const { user, system } = process.cpuUsage(before);
      if (!model) throw new Error('the generated design does not read');
      best = Math.min(best, (user + system) / 1e6);
    }
    const each = (best / count) * 1e6;
    first ??= each;
    console.log(
      `  ${String(count).padStart(6)} components  ${(text.length / 1024).toFixed(0).padStart(5)} KiB  ${best.toFixed(3)} s CPU  ${each.toFixed(1)} us each  (${(each / first).toFixed(2)} of the first)`,
    );
  }
}
