/** Acknowledged writes that no copy in charge has any more. */
export class Losses {
  /** By shard and region (as the leaders): writes that a dead leader had not sent on when nobody had taken over. */
  readonly unsent: Float64Array;
  /** What was lost: at which component, by the failure of which moment, how much. */
  readonly entries: { readonly station: number; readonly diedAt: number; count: number }[] = [];

  constructor(leaders: number) {
    this.unsent = new Float64Array(leaders);
  }

  add(station: number, diedAt: number, count: number): void {
    const known = this.entries.find((each) => each.station === station && each.diedAt === diedAt);
    if (known === undefined) this.entries.push({ station, diedAt, count });
    else known.count += count;
  }

  /** Another copy takes over: what had not been sent on is gone. */
  taken(group: number, station: number, diedAt: number): void {
    if (this.unsent[group]! > 0) this.add(station, diedAt, this.unsent[group]!);
    this.unsent[group] = 0;
  }

  /** The old leader is back, with all it had. */
  back(group: number): void {
    this.unsent[group] = 0;
  }
}
