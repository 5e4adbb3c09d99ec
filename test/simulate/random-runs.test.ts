import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { brokenLaws, brokenLawsOfDrained } from '../helpers/run-laws.js';
import { drainedRun, type RandomRun, randomRun } from './random-run.js';

const EVENTS = 2_000;
/** What may come on top: the last answers, other lengths where something fails, and longer runs where keys are followed. */
const MARGIN = 13;

const run = ({ text, seed, load, duration, failures, faults }: RandomRun) =>
  simulate(design(text), { seed, load, events: EVENTS, duration, failures, faults });

test('whatever a design has and whatever fails, a run ends, holds to the laws and says the same again', () => {
  fc.assert(
    fc.property(randomRun, (each) => {
      const report = run(each);
      expect(brokenLaws(report)).toEqual([]);
      const text = JSON.stringify(report);
      expect(JSON.parse(text)).toEqual(report);
      expect(JSON.stringify(run(each))).toBe(text);
      for (const { events } of [report, report.peak ?? report]) expect(events).toBeLessThan(MARGIN * EVENTS + 5_000);
    }),
    { numRuns: 25, seed: 11 },
  );
});

test('of a run that begins and ends empty nothing is left over: flow balance, Little, use, and messages to the last one', () => {
  fc.assert(
    fc.property(drainedRun, ({ text, seed, duration }) => {
      const model = design(text);
      const report = simulate(model, { seed, duration, warmup: 0, events: 1_000_000, peak: false });
      expect(brokenLaws(report)).toEqual([]);
      expect(brokenLawsOfDrained(model, report)).toEqual([]);
    }),
    { numRuns: 25, seed: 12 },
  );
});
