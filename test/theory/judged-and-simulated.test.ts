import { readFileSync } from 'node:fs';
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

/** Designs without batches and autoscalers: what the closed forms say of these is a mean over other times than a run has. */
const DESIGNS = [
  'problems/online-payment/designs/weak',
  'problems/url-shortener/designs/fair',
  'problems/url-shortener/designs/strong',
  'problems/url-shortener/designs/weak',
  'test/fixtures/designs/headline',
];

test.each(DESIGNS)('%s: below saturation every part is used as much as is judged, and the same one most', (name) => {
  const model = modelOf(readFileSync(new URL(`../../${name}.yaml`, import.meta.url), 'utf8'));
  const judged = analyze(model).capacity.components;
  const most = Math.max(...[...judged.values()].map(({ utilisation }) => utilisation ?? 0));
  // The judged use is that at peak and grows with the load: half of what the fullest part can do.
  const load = Math.min(1, 0.5 / most);
  const report = simulate(model, { events: 300_000, load });
  const run = report.peak ?? report;
  const both = Object.entries(run.components).flatMap(([id, part]) => {
    const said = judged.get(id as never)?.utilisation;
    return said === undefined || said === null
      ? []
      : [{ id, said: said * load, seen: part.utilisation, visits: (part.throughput * run.simulated) / run.slice }];
  });
  expect(both.length).toBeGreaterThan(1);
  for (const { id, said, seen, visits } of both)
    expect(Math.abs(seen - said), `use of ${id}: ${said} judged, ${seen} seen`).toBeLessThan((0.06 + 4 / Math.sqrt(visits)) * said + 0.002);
  const fullest = (of: 'said' | 'seen') => both.reduce((max, each) => (each[of] > max[of] ? each : max)).id;
  expect(fullest('seen')).toBe(fullest('said'));
});

test.each([
  ['one instance', 'replicas: 1, zones: [a]', ''],
  ['two in two zones', 'replicas: 2, zones: [a, b]', ''],
  ['two in one zone', 'replicas: 2, zones: [a]', ''],
  ['two in two zones, and what stands beside them', 'replicas: 2, zones: [a, b]', '\n      - s -> t'],
])('availability under drawn failures is that of the exact engine: %s', (_, attributes, more) => {
  const text = `
sysdrill: 1
title: drawn
network: none
regions: { here: { zones: { a: { availability: 95%, repair: 20s }, b: { availability: 95%, repair: 20s } } } }
components:
  web: { is: client }
  s: { is: service, ${attributes}, availability: 90%, repair: 10s, time: 0s }
  t: { is: service, replicas: 1, zones: [b], availability: 92%, repair: 10s, time: 0s }
flows:
  f:
    rate: 0.5/s
    path:
      - web -> s${more}
`;
  const model = modelOf(text);
  const exact = [...analyze(model).availability.values()][0]!.value;
  const { offered, served } = simulate(model, { failures: 1, duration: 200_000, warmup: 0, events: 1e7 }).flows['f']!;
  // Outages of about 10 s: so many of them make the share that is away known to so much, four times over.
  const outages = ((1 - exact) * 200_000) / 10;
  expect(Math.abs((1 - served / offered) / (1 - exact) - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(outages));
});
