import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { StationSpec } from '../compile/station-spec.js';
import { type StoreAccess, storeAccess } from '../compile/store-access.js';
import { PICK } from '../kernel/instructions.js';
import type { KeyOutlook } from './keys.js';
import type { Ledger } from './ledger.js';
import type { Load } from './load.js';
import { setsApplying, waitAcross } from './regions.js';
import { slowestOfCopies, type Ways } from './ways.js';

type Parts = {
  readonly model: DesignModel;
  readonly specs: readonly StationSpec[];
  readonly ways: Ways;
  readonly keys: KeyOutlook | undefined;
  readonly ledger: Ledger;
};

/** Seconds of a visit: own work, and with all that is waited for within. */
type Visited = { readonly own: number; readonly total: number; readonly within: boolean };

/** What visits of stores ask of their copies. */
export class StoreDemand {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Adds `rate` visits a second; answers the seconds of one. `within`: one of several steps of a transaction, which waits for the copies only once. */
  add(call: Call, station: number, rate: number, { own, total, within }: Visited): number {
    const { model, specs, ledger } = this.parts;
    const spec = specs[station]!;
    const load = ledger.loads[station]!;
    const access = storeAccess(spec.component, call, spec.copies);
    const sets = setsApplying(spec.component, call);
    const far = within ? 0 : waitAcross(model, spec.component, call);
    this.feed(call, rate);
    if (access.kind === 'quorum') {
      const asked = (access.ask < 0 ? spec.copies : access.ask) * sets;
      ledger.put(load, 'visits', rate * asked);
      ledger.put(load, 'work', rate * own * asked);
      ledger.put(load, 'hold', rate * own * asked);
      this.skew(load, call, rate, (own * asked) / spec.copies);
      return total + far;
    }
    const followers = access.followers === undefined ? 0 : spec.copies - 1;
    const near = within ? 0 : this.copiesWait(station, call, access);
    const waits = far > 0 ? Math.max(near, far + own + near) : near;
    // Each other region applies it once more, and its leader waits for its own followers.
    const beyond = sets - 1;
    ledger.put(load, 'visits', rate * (1 + followers) * sets);
    this.skew(load, call, rate, access.pick === PICK.leader || followers > 0 ? own : own / spec.copies);
    if (access.pick === PICK.leader) {
      ledger.put(load, 'workLead', rate * own * sets);
      ledger.put(load, 'holdLead', rate * (total + waits + beyond * (own + near)));
      ledger.put(load, 'workFollow', rate * own * followers * sets);
    } else if (access.pick === PICK.replica) {
      ledger.put(load, 'workFollow', rate * own);
      ledger.put(load, 'hold', rate * (total - own));
    } else {
      ledger.put(load, 'work', rate * own * (1 + followers) * sets);
      ledger.put(load, 'hold', rate * (total + waits + beyond * (own + near) + own * followers * sets));
    }
    return total + waits;
  }

  /** What falls on each shard beyond the average; `each`: seconds of work of a visit at every instance of its shard that does it. */
  private skew(load: Load, call: Call, rate: number, each: number): void {
    const shares = this.parts.keys?.shares.get(call);
    if (shares === undefined) return;
    shares.forEach((share, shard) => {
      this.parts.ledger.skew(load, shard, rate * each * (share - 1 / shares.length));
    });
  }

  /** Seconds that the copy which took a call waits for the others that must have it: the way to them, and their own work. */
  private copiesWait(station: number, { time }: Call, { pick, followers }: Extract<StoreAccess, { kind: 'one' }>): number {
    const { specs, ways } = this.parts;
    const { copies, stretch, time: own } = specs[station]!;
    if (followers === undefined || followers === 0) return 0;
    const needed = followers < 0 ? copies - 1 : followers;
    const work = time ?? own;
    return (
      ways.toCopies(station, needed, pick === PICK.leader) + (work === undefined ? 0 : slowestOfCopies(work, copies - 1, needed) * stretch)
    );
  }

  /** Stores drawn apart apply what is written to the one they follow. */
  private feed({ operation, time: own, visit }: Call, rate: number): void {
    if (operation?.kind !== 'write') return;
    this.parts.specs.forEach(({ component, copies, time }, other) => {
      if (component.is !== 'database' || component.replicaOf !== visit.component) return;
      const { ledger } = this.parts;
      const load = ledger.loads[other]!;
      const work = rate * copies * ((own ?? time)?.mean ?? 0);
      ledger.put(load, 'visits', rate * copies);
      ledger.put(load, 'work', work);
      ledger.put(load, 'hold', work);
    });
  }
}
