/** Level of every interval of the report. */
export const CONFIDENCE = 0.99;

/** 99.5% points of Student's t for 1 to 30 degrees of freedom (two-sided 99%). */
const T995 = [
  63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.25, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947, 2.921, 2.898, 2.878, 2.861,
  2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.75,
];

/** Half-width of the interval for the mean of these independent values; `undefined` for fewer than two. */
export function halfWidth(values: readonly number[]): number | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return (T995[Math.min(n - 2, T995.length - 1)] ?? 2.576) * Math.sqrt(variance / n);
}
