import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { runRules } from '#analyze/run-rules.js';
import { simulate } from '#simulate/simulate.js';
import { modelOf } from '../analyze/judge.js';
import { SOUND } from '../analyze/sound-design.js';

/** No peak, so that mean rates are compared. */
const RUN = { seed: 3, duration: 200, warmup: 5, peak: false } as const;

/** Four standard deviations of a count that is Poisson, as a share of it. */
const noise = (rate: number): number => 4 / Math.sqrt(rate * RUN.duration);

test('the demand and the use that closed forms give are what a simulation of the same design sees', () => {
  const model = modelOf(SOUND);
  const { components } = analyze(model).capacity;
  const simulated = new Map(Object.entries(simulate(model, RUN).components));
  for (const id of ['edge', 'shop', 'one', 'mailer']) {
    const { demand } = components.get(id as never)!;
    expect(Math.abs(simulated.get(id)!.throughput! / demand.mean - 1), `visits of ${id}`).toBeLessThan(noise(demand.mean));
  }
  // Use at the mean rate; the closed forms give it at peak, in proportion to the visits of one flow.
  const { utilisation, demand } = components.get('mailer' as never)!;
  expect(Math.abs(simulated.get('mailer')!.utilisation! / (utilisation! * (demand.mean / demand.peak)) - 1)).toBeLessThan(
    2 * noise(demand.mean),
  );
});

test('what the rules say is full at peak is full when simulated, and what they say has room has room', () => {
  const full = (replicas: number): boolean => {
    const model = modelOf(
      SOUND.replace('replicas: 9, concurrency: 20, cores: 4', `replicas: ${replicas}, concurrency: 20, cores: 1`).replaceAll(
        / {4}peak: .x\n/g,
        '',
      ),
    );
    const said = runRules(model).findings.some(({ code, subject }) => code === 'capacity/at-peak:work' && subject[0] === 'shop');
    const seen = new Map(Object.entries(simulate(model, { ...RUN, duration: 20 }).components)).get('shop')!.utilisation!;
    // Just below what it takes there is a little room left; at saturation all of it is used.
    expect(said).toBe(seen > 0.98);
    return said;
  };
  // 590 visits a second of 5 ms: 2.95 cores' worth.
  expect([2, 4].map(full)).toEqual([true, false]);
});
