import { figure, list, multiple, percent } from '../rules/say.js';
import type { Partitions, Shortage } from './shortage.js';

/** A shortage in words, and in the figures they rest on. */
export type Told = {
  readonly component: string;
  readonly times: string;
  readonly rate: string;
  readonly when: string;
  readonly has: string;
  readonly needed: string;
  /** What its partitions carry, where they are the limit. */
  readonly partitions?: string | undefined;
  /** Who is held up by it: empty, or a sentence with a space before it. */
  readonly holdsUp: string;
};

const HELP: Partial<Record<Shortage['message'], string>> = {
  quota: 'Ask it less often, or for more at a time.',
  partitions: 'Give the stream more partitions.',
  hottest:
    'Split its popular keys over several partitions, gather their messages into fewer, or make each cheaper: a key keeps to one partition however many there are.',
};

/** Repetitions from this share on are worth a word. */
const TOLD = 0.01;

const COPIES = 'Split the data over more shards: each write goes to every copy, and a leader answers its reads alone.';

const STORE = 'Split the data over more shards, read from more copies, cache or batch what is asked, or make a visit cheaper.';

const count = (of: number, what: string): string => (of === 1 ? `one ${what}` : `${figure(of)} ${what}s`);

const carry = ({ streams, has, needed, carried }: Partitions, rate: string): string =>
  `${count(has, 'partition')} of ${list(streams)} ${has === 1 ? 'carries' : 'carry'} ${figure(carried)}/s of ${rate}/s; it takes ${count(needed, 'partition')}`;

/** Of a store that copies do not help, shards are counted; of everything else instances. */
export function toldOf({ component, message, saturation, capacity, assumed, shards, partitions, holdsUp }: Shortage) {
  const { instances, demand, repeated, byFlow, limit, meanSaturation, deferred } = capacity;
  const has = shards !== undefined && 'shards' in component ? count(component.shards.count, 'shard') : count(instances, 'instance');
  const needed = shards ?? partitions?.needed ?? Math.ceil(instances * saturation);
  const takes = shards === undefined ? figure(needed) : count(needed, 'shard');
  const [when, rate] = deferred && message !== 'backlog' ? ['on average', demand.mean] : ['at peak', demand.peak];
  const data: Told = {
    component: component.id,
    times: multiple(saturation),
    rate: figure(rate),
    when: repeated < TOLD ? when : `${when}, ${percent(repeated)} of them tried again after a timeout`,
    has,
    needed: takes,
    partitions: partitions && carry(partitions, figure(rate)),
    holdsUp: holdsUp.length === 0 ? '' : ` All slots of ${list(holdsUp.map((id) => `"${id}"`))} fill up with waiting for it.`,
  };
  const flows = [...byFlow.keys()];
  const evidence = {
    saturation,
    meanSaturation,
    limit,
    demand: rate,
    instances,
    needed,
    shards: shards ?? null,
    repeated,
    flows,
    assumed,
    ...(holdsUp.length > 0 && { holdsUp }),
  };
  return { data, evidence, flows, help: shards !== undefined ? COPIES : (HELP[message] ?? ('shards' in component ? STORE : undefined)) };
}
