/** A way from values to places on an axis, with the ticks that stand there. */
export type Scale = {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
  readonly from: number;
  readonly to: number;
};

/** Steps that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/** Round values from `from` on that cover `to`, about `wanted` of them; from low to high. */
export function niceTicks(from: number, to: number, wanted: number): number[] {
  const span = to - from;
  if (!(span > 0)) return [from];
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((each) => each * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Steps of time that people count in, in seconds. */
const TIMES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Round times between two, about `wanted` of them; below a second and beyond days as of any other number. */
export function timeTicks(from: number, to: number, wanted: number): number[] {
  const rough = (to - from) / Math.max(1, wanted);
  const step = TIMES.find((each) => each >= rough * 0.999);
  if (step === undefined || rough < 0.75) return niceTicks(from, to, wanted).filter((tick) => tick >= from - 1e-9 && tick <= to + 1e-9);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Of a linear axis from nothing, or from the least value, that ends at a tick. `length` in pixels; values beyond the ends stay on them. */
export function linearScale(least: number, most: number, length: number, wanted = 5): Scale {
  // Values that differ by rounding alone have no ticks between them.
  const ticks = niceTicks(least, most - least > 1e-9 * Math.abs(most) ? most : least + 1, wanted);
  const from = ticks[0]!;
  const to = ticks.at(-1)!;
  const place = (value: number): number => ((clamp(value, from, to) - from) / (to - from)) * length;
  return { place, ticks, from, to };
}

/** Of a linear axis that ends where the values end: time, for one. */
export function exactScale(least: number, most: number, length: number, wanted = 6): Scale {
  const to = most - least > 1e-9 * Math.abs(most) ? most : least + 1;
  const ticks = niceTicks(least, to, wanted).filter((tick) => tick >= least - 1e-9 && tick <= to + 1e-9);
  return { place: (value) => ((clamp(value, least, to) - least) / (to - least)) * length, ticks, from: least, to };
}

/** The ends of a logarithmic axis made round: 1, 2 or 5 of a power. */
export function roundEnds(least: number, most: number): readonly [number, number] {
  const power = (value: number) => 10 ** Math.floor(Math.log10(value) + 1e-9);
  const low = [5, 2, 1].find((lead) => lead * power(least) <= least * 1.001) ?? 1;
  const high = [1, 2, 5, 10].find((lead) => lead * power(most) >= most * 0.999) ?? 10;
  return [low * power(least), high * power(most)];
}

/** Of a logarithmic axis; `least` and `most` above 0. Ticks at 1, 2 and 5 of each power, or at the powers where those are many. */
export function logScale(least: number, most: number, length: number): Scale {
  const from = Math.max(Number.MIN_VALUE, least);
  const to = most > from * (1 + 1e-9) ? most : from * 10;
  const low = Math.log10(from);
  const span = Math.log10(to) - low;
  const leads = span > 3 ? [1] : span > 1 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
  const powers = Array.from({ length: Math.ceil(span) + 3 }, (_, i) => Math.floor(low) - 1 + i);
  const ticks = powers
    .flatMap((power) => leads.map((lead) => Number((lead * 10 ** power).toPrecision(12))))
    .filter((tick) => tick >= from * 0.999 && tick <= to * 1.001);
  return { place: (value) => ((Math.log10(clamp(value, from, to)) - low) / span) * length, ticks, from, to };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
