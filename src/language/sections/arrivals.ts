import type { Arrivals } from '#model/flow.js';
import { Seconds } from '#model/units.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import type { SpelledArrivals } from '../schema/arrivals.js';
import { resolve } from '../schema/resolve.js';
import type { Sheet } from './estimates.js';

/** The busiest time of a day, where none is said: the evening. */
const EVENING = Seconds(20 * 3600);
const FORMS = ['daily', 'ramp', 'steps'] as const;
const BURST = ['burst', 'on', 'off'] as const;

type Said = {
  readonly burst?: number;
  readonly on?: Seconds;
  readonly off?: Seconds;
  readonly daily?: Seconds;
  readonly ramp?: { readonly to?: number; readonly over?: Seconds };
  readonly steps?: readonly { readonly at?: Seconds; readonly load?: number }[];
};

/** How requests come: a word, or one of the forms that are spelled out. What is wrong with them is told at its place. */
export function readArrivals(
  reading: Reading,
  sheet: Sheet,
  written: SpelledArrivals | 'poisson' | 'constant' | 'bursty' | 'daily' | undefined,
  path: Path,
): Arrivals {
  if (written === undefined || written === 'poisson') return { kind: 'poisson' };
  if (written === 'constant') return { kind: 'constant' };
  if (written === 'daily') return { kind: 'daily', at: EVENING };
  if (written === 'bursty') return bursty({});
  const forms = [...FORMS.filter((form) => form in written), ...(BURST.some((name) => name in written) ? ['burst'] : [])];
  if (forms.length > 1)
    reading.report(path, {
      code: 'arrivals/mixed',
      message: `Requests come in one way: ${forms.join(' and ')} do not go together`,
      help: 'Keep one of them, or make two flows.',
      atKey: true,
    });
  const said = resolve(written, path, sheet, reading.complain) as Said;
  if ('daily' in written) return { kind: 'daily', at: said.daily ?? EVENING };
  if ('ramp' in written) return ramp(reading, said.ramp ?? {}, [...path, 'ramp']);
  if ('steps' in written) return steps(reading, said.steps ?? [], [...path, 'steps']);
  return bursty(said);
}

const bursty = ({ burst, on, off }: Said): Arrivals => ({
  kind: 'bursty',
  burst: burst ?? 3,
  on: on ?? Seconds(10),
  off: off ?? Seconds(50),
});

/** A figure that is written and comes to nothing is not known, or was complained of: then nothing is said of it again. */
const missing = (said: object, name: string): boolean => !(name in said);

function ramp(reading: Reading, said: NonNullable<Said['ramp']>, path: Path): Arrivals {
  const { to, over } = said;
  if (missing(said, 'to') || missing(said, 'over') || (over !== undefined && over <= 0))
    reading.report(path, {
      code: 'arrivals/ramp',
      message: 'A ramp says what load it comes to and how long that takes',
      help: 'Write { ramp: { to: 3x, over: 10min } }.',
      atKey: true,
    });
  return to === undefined || over === undefined || over <= 0 ? { kind: 'poisson' } : { kind: 'ramp', to, over };
}

function steps(reading: Reading, said: NonNullable<Said['steps']>, path: Path): Arrivals {
  const wrong = said.findIndex(
    (step, i) => missing(step, 'at') || missing(step, 'load') || (i > 0 && (step.at ?? Infinity) <= (said[i - 1]!.at ?? -1)),
  );
  if (said.length === 0 || wrong >= 0)
    reading.report(said.length === 0 ? path : [...path, String(wrong)], {
      code: 'arrivals/steps',
      message: said.length === 0 ? 'There is no step' : 'A step says when it begins, later than the one before, and its load',
      help: 'Write { steps: [ { at: 0s, load: 1x }, { at: 5min, load: 4x } ] }.',
      atKey: true,
    });
  const known = said.flatMap(({ at, load }) => (at === undefined || load === undefined ? [] : [{ at, load }]));
  return wrong >= 0 || known.length === 0 || known.length < said.length ? { kind: 'poisson' } : { kind: 'steps', steps: known };
}

/** The highest load that the arrivals themselves say, as a multiple of the rate; `undefined`: they say none. */
export function highestLoad(arrivals: Arrivals): number | undefined {
  if (arrivals.kind === 'ramp') return Math.max(1, arrivals.to);
  if (arrivals.kind === 'steps') return arrivals.steps.reduce((most, { load }) => Math.max(most, load), arrivals.steps[0]!.at > 0 ? 1 : 0);
  return undefined;
}
