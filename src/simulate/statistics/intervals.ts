/** Level of the intervals of the report unless another is asked for. */
export const CONFIDENCE = 0.99;

/** Levels an interval can have. */
export type Confidence = 0.95 | 0.99;

/** Student's t for 1 to 30 degrees of freedom and the normal law, two-sided. */
const POINTS: Readonly<Record<Confidence, { readonly t: readonly number[]; readonly z: number }>> = {
  0.95: {
    t: [
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093,
      2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
    ],
    z: 1.96,
  },
  0.99: {
    t: [
      63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.25, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947, 2.921, 2.898, 2.878, 2.861,
      2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.75,
    ],
    z: 2.576,
  },
};

/** Two-sided point of the normal law. */
export const normalPoint = (confidence: Confidence): number => POINTS[confidence].z;

/** Half-width of the interval for the mean of these independent values; `undefined` for fewer than two. */
export function halfWidth(values: readonly number[], confidence: Confidence): number | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const { t, z } = POINTS[confidence];
  return (t[n - 2] ?? z) * Math.sqrt(variance / n);
}
