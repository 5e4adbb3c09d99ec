import type { DesignModel } from '#model/design.js';
import type { StationSpec } from '../compile/station-spec.js';
import type { Program } from '../kernel/program.js';
import { Demand } from './demand.js';
import type { HeldUp } from './held-up.js';
import { joined } from './joined.js';
import { demandOf } from './lines.js';
import type { Load } from './load.js';
import type { Outlook } from './utilisation.js';
import { waitedFor } from './waited-for.js';
import { Ways } from './ways.js';

/** A design at a load, and what the closed forms say of it. */
export type Looked = {
  readonly model: DesignModel;
  readonly program: Program;
  readonly specs: readonly StationSpec[];
  readonly view: Outlook;
  readonly heldUp: ReadonlyMap<number, HeldUp>;
};

type Came = { readonly open: readonly Load[]; readonly all: readonly Load[] };

/** What comes to the components of a design in which some is full, when all slots of others are taken by waiting for it. All tries that may be made are counted. */
export class HeldBack {
  private readonly about: Looked;
  private readonly full: ReadonlySet<number>;
  private readonly next: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly open: readonly number[];
  private readonly asked: readonly Load[];
  /** Share of what comes to each component that it passes on. */
  private readonly shares: number[];
  private came: Came;
  /** Those whose slots are all taken by waiting. */
  readonly callers = new Set<number>();

  constructor(about: Looked, full: readonly number[]) {
    const { model, program, view } = about;
    this.about = about;
    this.full = new Set(full);
    this.next = waitedFor(model);
    this.open = view.rates.map((rate, i) => (program.flows[i]!.kind === 'closed' ? 0 : rate));
    this.asked = this.look(view.rates);
    this.shares = view.lineDemand.map((load) => 1 / Math.max(1, load));
    this.came = this.comeNow();
  }

  /** Demand over capacity of what comes to a component; of one that waits, over what it gets done while what it waits for is full. */
  load(i: number): number {
    const { view, program, specs, heldUp } = this.about;
    const own = view.openDemand[i]! >= 1 ? this.came.open[i]! : this.came.all[i]!;
    const works = this.full.has(i)
      ? Math.max(demandOf(specs[i]!, own, program, i) ?? 0, view.refuses.has(i) ? this.share(i) * demandAt(view, i) : 0)
      : 0;
    const held = heldUp.get(i);
    if (held === undefined || !this.callers.has(i)) return works;
    const behind = demandAt(view, (program.stations.ids as readonly string[]).indexOf(held.by));
    return Math.max(works, this.share(i) * Math.min(held.demand, behind));
  }

  /** Visits a second that come to a component beyond what it can serve. */
  growth(i: number): number {
    const { view } = this.about;
    // Where nothing is kept from it, tries that nobody need make are none.
    if (this.share(i) === 1) return view.visitRates[i]! * (1 - 1 / (this.full.has(i) ? Math.max(1, demandAt(view, i)) : this.load(i)));
    return this.asked[i]!.visits * this.share(i) * (1 - 1 / this.load(i));
  }

  /**
   * Lets the callers of a component wait until it is asked for no more than it can do: those first whose slots are taken by the shortest wait.
   * Whether that is enough.
   */
  wait(i: number): boolean {
    const callers = this.waitingFor(i);
    for (let taken = 0; taken <= callers.length; taken++) {
      const longest = taken < callers.length ? callers[taken]!.bears : Infinity;
      for (const { caller, bears, least } of callers.slice(0, taken)) {
        this.callers.add(caller);
        this.shares[caller] = Math.max(least, bears / longest);
      }
      if (taken > 0) this.came = this.comeNow();
      if (this.load(i) < 1) return true;
    }
    return false;
  }

  /** Those that may have all their slots taken by waiting for a component. `bears`: the wait that does so, in seconds; `least`: the share that their timeouts let them pass on even then. */
  private waitingFor(i: number) {
    const { program, view, heldUp } = this.about;
    const { ids, slots, connections, count } = program.stations;
    return [...heldUp]
      .filter(([caller, { demand }]) => demand >= 1 && !this.callers.has(caller) && this.waits(ids[caller]!, ids[i]!))
      .map(([caller, { demand }]) => ({
        caller,
        bears: (Math.min(slots[caller]!, connections[caller]!) * count[caller]!) / view.visitRates[caller]!,
        least: 1 / demand,
      }))
      .sort((a, b) => a.bears - b.bears || a.caller - b.caller);
  }

  private waits(from: string, to: string): boolean {
    const found = new Set<string>([from]);
    for (const each of found) for (const next of this.next.get(each) ?? []) found.add(next);
    return from !== to && found.has(to);
  }

  /** What still comes to a component of all that is asked of it. */
  private share(i: number): number {
    const asked = this.asked[i]!.visits;
    return asked > 0 ? Math.min(1, this.came.all[i]!.visits / asked) : 0;
  }

  private comeNow(): Came {
    return { open: this.look(this.open, this.shares), all: this.look(this.about.view.rates, this.shares) };
  }

  private look(rates: readonly number[], carried?: readonly number[]): Load[] {
    const { model, program, specs, view } = this.about;
    const alone = program.flows.map(({ id }) => {
      const unit = new Demand(model, specs, Ways.of(program), { passing: view.passing, keys: view.keys, everyTry: true, carried });
      unit.add(model.flows.get(id)!, 1);
      return unit.loads;
    });
    return joined(alone, rates);
  }
}

export const demandAt = ({ demand }: Outlook, i: number): number => demand[i] ?? 0;
