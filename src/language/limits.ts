/** Bounds on what is read. Each is named in the error that it causes. */
export const LIMITS = {
  /** Bytes of a file, checked before it is read. */
  bytes: 8 * 1024 * 1024,
  characters: 8 * 1024 * 1024,
  /** Levels of maps and lists inside one another. */
  depth: 64,
  /** Values in the file, aliases written out. */
  nodes: 1_000_000,
  /** Visits of all flows together, parts written out where `do` names them. */
  visits: 100_000,
  /** Instances, copies, shards or partitions of one component. */
  instances: 100_000,
  /** Characters and operators of one sum. */
  sum: 2_000,
} as const;
