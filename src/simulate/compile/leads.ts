import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import { callsOf } from './flow-steps.js';
import type { Standing } from './standing.js';
import { writesTo } from './store-access.js';

/** Where the writes of one data item to one store come from. */
type Writes = { home: boolean; readonly regions: Set<number> };

/**
 * Where a call to a store with copies in several regions goes. What has one place that takes its writes, the home of its key or the only
 * region that writes it, is read from its leader there; with a leader in each region, from the nearest of them.
 */
export class Leads {
  private readonly model: DesignModel;
  private readonly writes = new Map<string, Writes>();

  constructor(model: DesignModel, stationOf: ReadonlyMap<string, number>, standing: Standing, regions: number) {
    this.model = model;
    for (const flow of model.flows.values()) {
      if (flow.workload.kind === 'part') continue;
      for (const { call, path } of callsOf(flow, stationOf)) {
        if (call.operation === undefined || !writesTo(call)) continue;
        const known = this.of(call) ?? { home: true, regions: new Set() };
        this.writes.set(keyOf(call), known);
        known.home &&= call.route === 'home';
        const from = path.slice(1);
        for (let region = 0; region < regions; region++) known.regions.add(standing.along(from, region));
      }
    }
  }

  /** 0: to the nearest; 1: to the home of the key; from 2 on: to the region of that number, less 2. */
  routeOf(call: Call): number {
    if (call.route === 'home') return 1;
    const store = this.model.components.get(call.visit.component);
    if (store?.is !== 'database' || store.regions.length < 2 || store.replication.across?.mode !== 'async') return 0;
    const { mode } = store.replication;
    const led = mode === 'single-leader' || mode === 'chain' || mode === 'none';
    const wantsLeader = call.target === 'leader' || (call.target === undefined && led);
    const writes = this.of(call);
    if (call.operation?.kind !== 'read' || !wantsLeader || writes === undefined) return 0;
    if (writes.home) return 1;
    return writes.regions.size === 1 ? 2 + [...writes.regions][0]! : 0;
  }

  private of(call: Call): Writes | undefined {
    return this.writes.get(keyOf(call));
  }
}

const keyOf = ({ operation, visit }: Call): string => `${operation?.data ?? ''} ${visit.component}`;
