import { byKeys } from '#base/order.js';
import type { DesignModel, Estimate } from '#model/design.js';
import { type Dimension, type Quantity, sameDimension } from '#model/dimension.js';

/** Slips that are known by the factor they leave. */
export const SLIPS = [
  { factor: 8, name: 'bits and bytes', ofBytes: true },
  { factor: 1_000, name: 'a thousand', ofBytes: false },
  { factor: 1_024, name: 'binary and decimal units', ofBytes: true },
  { factor: 3_600, name: 'seconds in an hour', ofBytes: false },
  { factor: 86_400, name: 'seconds in a day', ofBytes: false },
  { factor: 1_000_000, name: 'a million', ofBytes: false },
] as const;
export type Slip = (typeof SLIPS)[number];

/** How far rounding may carry a slip from its factor; narrow enough that a factor of ten is not taken for eight. */
const ROUNDING = 1.22;

/** A claim against what its own inputs come to. SI units. */
export type Claim = {
  readonly value: number;
  readonly unit: string;
  readonly said: number | null;
  /** `step`: off from its own claimed inputs; `end-to-end`: each step is near enough, but together they drift. */
  readonly verdict: 'pass' | 'fail' | 'none';
  readonly off: 'step' | 'end-to-end' | null;
  /** said / what the claimed inputs come to. */
  readonly ratio: number | null;
  /** The known slip, and whether the claim is too large or too small by it. */
  readonly factor: { readonly slip: Slip; readonly too: 'large' | 'small' } | null;
};

export const STEP = { from: 0.75, to: 1.33 } as const;
export const END_TO_END = 2;

/**
 * Every estimate of the sheet, each claim compared with the sum worked out again. A claim that is right from the start, and off only from
 * the wrong figure it rests on, was worked out from the right one: the mistake is in that figure alone.
 */
export function claimsOf(model: DesignModel): ReadonlyMap<string, Claim> {
  const claims = new Map([...model.estimates].map(([id, estimate]) => [id, claimOf(estimate)]));
  const right = [...model.estimates].filter(
    ([id, { said, value }]) =>
      claims.get(id)?.off === 'step' && said !== undefined && inStep(ratioOf(said.value, value)) && restsOnMistake(model, claims, id),
  );
  for (const [id] of right) claims.set(id, { ...claims.get(id)!, verdict: 'pass', off: null, factor: null });
  return claims;
}

function claimOf(estimate: Estimate): Claim {
  const { value, fromClaims, said } = estimate;
  const unit = unitOf(value.dimension);
  if (said === undefined) return { value: value.value, unit, said: null, verdict: 'none', off: null, ratio: null, factor: null };
  const ratio = ratioOf(said.value, fromClaims);
  const off = inStep(ratio) ? (withinEndToEnd(ratioOf(said.value, value)) ? null : 'end-to-end') : 'step';
  const factor = off === 'step' ? slipOf(ratio, value.dimension.bytes !== 0) : null;
  return {
    value: value.value,
    unit,
    said: said.value.value,
    verdict: off === null ? 'pass' : 'fail',
    off,
    ratio: Number.isFinite(ratio) ? ratio : null,
    factor,
  };
}

/** Said against computed. Ranges that meet agree; otherwise by the ends that face each other. */
function ratioOf(said: Quantity, computed: Quantity): number {
  if (!sameDimension(said.dimension, computed.dimension)) return Number.NaN;
  if (said.low <= computed.high && computed.low <= said.high) return 1;
  const [a, b] = said.low > computed.high ? [said.low, computed.high] : [said.high, computed.low];
  return a === b ? 1 : b === 0 ? Infinity : a / b;
}

const inStep = (ratio: number): boolean => ratio >= STEP.from && ratio <= STEP.to;
const withinEndToEnd = (ratio: number): boolean => ratio >= 1 / END_TO_END && ratio <= END_TO_END;

/** The slip whose factor lies nearest, when the claim is that far off but for rounding. */
function slipOf(ratio: number, ofBytes: boolean): Claim['factor'] {
  if (!(ratio > 0) || !Number.isFinite(ratio)) return null;
  const too = ratio > 1 ? 'large' : 'small';
  const size = ratio > 1 ? ratio : 1 / ratio;
  const fits = (slip: Slip): boolean => (ofBytes || !slip.ofBytes) && Math.abs(Math.log(size / slip.factor)) <= Math.log(ROUNDING);
  const near = SLIPS.filter(fits).sort(byKeys(({ factor }) => Math.abs(Math.log(size / factor))));
  return near[0] === undefined ? null : { slip: near[0], too };
}

/** Whether an estimate rests on another whose claim is off: what follows from a mistake is not a second one. */
export function restsOnMistake(model: DesignModel, claims: ReadonlyMap<string, Claim>, id: string): boolean {
  const seen = new Set<string>();
  const look = (name: string): boolean =>
    (model.estimates.get(name)?.inputs ?? []).some((input) => {
      if (seen.has(input)) return false;
      seen.add(input);
      return claims.get(input)?.verdict === 'fail' || look(input);
    });
  return look(id);
}

function unitOf({ time, bytes, money }: Dimension): string {
  const power = (unit: string, exponent: number): string[] => (exponent === 0 ? [] : [exponent === 1 ? unit : `${unit}^${exponent}`]);
  return [...power('B', bytes), ...power('money', money), ...power('s', time)].join(' ') || '1';
}
