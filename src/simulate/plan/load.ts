/**
 * What a load asks of one component, in seconds of work or of held slots a second, by where it falls: evenly on all instances, on
 * the leading copy of each shard, or on the copies that follow it.
 */
export type Load = {
  visits: number;
  work: number;
  workLead: number;
  workFollow: number;
  hold: number;
  holdLead: number;
  /** Seconds a second in which the pools of its instances lend a connection, by store. */
  readonly lent: Map<number, number>;
  /** By shard: seconds a second that an instance of it works beyond an average one, its share of the keys being what it is; none: evenly. */
  skew?: Float64Array | undefined;
};
