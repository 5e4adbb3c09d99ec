/** The pools of connections: what the instances of one component keep to one store. */
export type PoolTable = {
  /** Component that keeps it, and the store it leads to. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Connections an instance keeps. */
  readonly size: Int32Array;
  /** First of the rows of a pool, one an instance of `from`. */
  readonly row: Int32Array;
  readonly rows: number;
};
