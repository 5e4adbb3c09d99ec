import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { FlowProgram, Instances, Stations } from '../kernel/program.js';
import type { Replication, Tracker } from '../kernel/replication.js';
import type { Code } from './code.js';
import type { Copying } from './copies-known.js';
import { Leads } from './leads.js';
import { readersOf } from './readers.js';
import { Standing } from './standing.js';
import type { StationSpec } from './station-spec.js';

type Needs = {
  readonly model: DesignModel;
  readonly specs: readonly StationSpec[];
  readonly stations: Stations;
  readonly instances: Instances;
  readonly stationOf: ReadonlyMap<string, number>;
  readonly regions: number;
  readonly usersOf: (flow: Flow) => Pick<FlowProgram, 'clients' | 'shares'>;
  readonly only?: readonly string[] | undefined;
};

/** What is known of copies and their readers before the flows are turned into code. */
export function prepareCopying({ model, specs, stations, instances, stationOf, regions, usersOf, only }: Needs): Copying {
  const standing = new Standing(stations, instances, regions);
  const leads = new Leads(model, stationOf, standing, regions);
  const flows = [...model.flows.values()].filter(({ workload }) => workload.kind !== 'part');
  const shares = new Map(flows.map((flow) => [flow.id as string, sharesOf(usersOf(flow), instances, regions)]));
  const readers = flows
    .filter(({ id, workload }) => workload.kind !== 'unknown' && (only === undefined || only.includes(id)))
    .flatMap((flow) => readersOf(flow, shares.get(flow.id)!, { model, specs, stationOf, standing, leads }));
  return { standing, leads, readers, shares, flows: [], trackers: [], regionSets: [], ready: new Map() };
}

/** Shares of a flow's users by region. */
function sharesOf(users: Pick<FlowProgram, 'clients' | 'shares'>, instances: Instances, regions: number): Float64Array {
  const shares = new Float64Array(regions);
  users.clients.forEach((client, i) => {
    shares[instances.region[client]!] = shares[instances.region[client]!]! + users.shares[i]!;
  });
  return shares;
}

/** The tables of the run. */
export function replicationOf(copying: Copying, code: Code): Replication {
  const trackers = copying.trackers.map((tracker) => tracker ?? UNFOLLOWED);
  const places = ({ slots }: Tracker): number => Math.max(...slots.map(({ station, from }) => from + copiesAt(copying, station)), 1);
  return {
    trackers,
    readers: copying.readers,
    regionSets: copying.regionSets.map((set) => ({ ...set, code: code.at(set.code) })),
    stride: Math.max(1, ...trackers.map(places)),
  };
}

const copiesAt = ({ standing }: Copying, station: number): number => standing.sets(station) * standing.copies(station);

/** Made ready for a step that turned out not to be followed. */
const UNFOLLOWED: Tracker = {
  data: '',
  station: 0,
  flow: 0,
  log: 0,
  first: 0,
  quorum: false,
  lag: 0,
  key: -1,
  roaming: false,
  depth: 0,
  slots: [],
  writers: [],
  readers: [],
};
