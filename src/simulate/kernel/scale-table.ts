/** An autoscaler: of all rows of a component's instances so many serve. Seconds; `at` is a utilisation, 0..1. */
export type Scale = {
  readonly station: number;
  readonly min: number;
  readonly max: number;
  readonly at: number;
  /** From the decision until a new instance serves. */
  readonly delay: number;
  /** Instances of the design, of a k-th of its load, that one stands for; 1 but in a slice. */
  readonly worth: number;
};
