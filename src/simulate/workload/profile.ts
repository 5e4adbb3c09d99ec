import type { Arrivals } from '#model/flow.js';

export const DAY = 86_400;

/** How the rate of a flow changes over time, as a multiple of its mean; the clock starts when the measurement does. */
export type Profile =
  | { readonly kind: 'flat' }
  /** `peak * exp(sharpness * (cos - 1))`, highest at `at`: the density of the von Mises law, whose mean over the day is 1. */
  | { readonly kind: 'daily'; readonly at: number; readonly peak: number; readonly sharpness: number }
  | { readonly kind: 'ramp'; readonly to: number; readonly over: number }
  | { readonly kind: 'steps'; readonly at: Float64Array; readonly load: Float64Array };

const FLAT: Profile = { kind: 'flat' };

/** The profile of a flow whose arrivals have one; `peak` is the height of a day. */
export function profileOf(arrivals: Arrivals, peak: number): Profile {
  switch (arrivals.kind) {
    case 'daily':
      return peak > 1 ? { kind: 'daily', at: arrivals.at, peak, sharpness: sharpnessOf(peak) } : FLAT;
    case 'ramp':
      return { kind: 'ramp', to: arrivals.to, over: arrivals.over };
    case 'steps': {
      const steps = arrivals.steps[0]!.at > 0 ? [{ at: 0, load: 1 }, ...arrivals.steps] : arrivals.steps;
      return { kind: 'steps', at: Float64Array.from(steps, ({ at }) => at), load: Float64Array.from(steps, ({ load }) => load) };
    }
    default:
      return FLAT;
  }
}

const POINTS = 4096;

/** Mean of exp(s (cos - 1)) over a circle: the Bessel function I0, scaled. The trapezoid rule is exact for it to rounding. */
function meanOf(sharpness: number): number {
  let sum = 0;
  for (let i = 0; i < POINTS; i++) sum += Math.exp(sharpness * (Math.cos((2 * Math.PI * i) / POINTS) - 1));
  return sum / POINTS;
}

/** The sharpness at which the highest is `peak` times the mean, by halving. */
function sharpnessOf(peak: number): number {
  let low = 0;
  let high = 1;
  while (1 / meanOf(high) < peak && high < 1e6) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (1 / meanOf(middle) < peak) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The load at `time` seconds of the profile's clock; before its beginning that of the beginning, except for a day, which comes round. */
export function loadAt(profile: Profile, time: number): number {
  switch (profile.kind) {
    case 'flat':
      return 1;
    case 'daily':
      return profile.peak * Math.exp(profile.sharpness * (Math.cos((2 * Math.PI * (time - profile.at)) / DAY) - 1));
    case 'ramp':
      return 1 + (profile.to - 1) * Math.min(1, Math.max(0, time / profile.over));
    case 'steps':
      return profile.load[stepAt(profile.at, time)]!;
  }
}

function stepAt(at: Float64Array, time: number): number {
  let step = 0;
  while (step + 1 < at.length && at[step + 1]! <= time) step++;
  return step;
}

/** Pieces of a day within which the highest load is taken as the bound: few draws are in vain. */
const PIECE = DAY / 48;
const PIECES_OF_A_RAMP = 20;

/** Writes into `out` a load that is not passed from `time` until a later one, and that later time (`Infinity`: for good). */
export function boundFrom(profile: Profile, time: number, out: Float64Array): void {
  out[0] = 1;
  out[1] = Infinity;
  if (profile.kind === 'steps') {
    const step = stepAt(profile.at, time);
    out[0] = profile.load[step]!;
    out[1] = step + 1 < profile.at.length ? profile.at[step + 1]! : Infinity;
  } else if (profile.kind === 'ramp') {
    const until = time < 0 ? 0 : time >= profile.over ? Infinity : Math.min(profile.over, time + profile.over / PIECES_OF_A_RAMP);
    out[0] = Math.max(loadAt(profile, time), loadAt(profile, until));
    out[1] = until;
  } else if (profile.kind === 'daily') {
    const until = (Math.floor(time / PIECE + 1e-9) + 1) * PIECE;
    const toPeak = Math.ceil((time - profile.at) / DAY) * DAY + profile.at;
    out[0] = toPeak <= until ? profile.peak : Math.max(loadAt(profile, time), loadAt(profile, until));
    out[1] = until;
  }
}

/** The load at which the profile stays, or to which it always comes back. */
export function lastingLoad(profile: Profile): number {
  if (profile.kind === 'ramp') return profile.to;
  return profile.kind === 'steps' ? profile.load.at(-1)! : 1;
}

/** Seconds until a profile has shown what it does: a day, or its end and as long again. 0: it does nothing. */
export function lengthOf(profile: Profile): number {
  if (profile.kind === 'daily') return DAY;
  if (profile.kind === 'ramp') return 2 * profile.over;
  return profile.kind === 'steps' ? (4 / 3) * Math.max(profile.at.at(-1)!, 30) : 0;
}

const SAMPLES = 1000;

/** Mean load from `from` on over `length` seconds. */
export function meanLoad(profile: Profile, from: number, length: number): number {
  if (profile.kind === 'flat' || length <= 0) return loadAt(profile, from);
  let sum = 0;
  for (let i = 0; i < SAMPLES; i++) sum += loadAt(profile, from + ((i + 0.5) / SAMPLES) * length);
  return sum / SAMPLES;
}
