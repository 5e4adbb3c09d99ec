import { unreachable } from '#base/invariant.js';
import type { Component, Database } from '#model/component.js';
import type { ServiceTime } from '#model/service-time.js';
import { Seconds } from '#model/units.js';
import type { Scale } from '../kernel/scale-table.js';
import { type LimitSpec, limitOf } from './limits.js';

/** An autoscaler: instances it may choose from, the utilisation it aims at, and seconds until a new one serves. */
export type ScaleSpec = Pick<Scale, 'min' | 'max' | 'at' | 'delay' | 'worth'>;

/** A component as the simulation sees it. `Infinity` where nothing binds. */
export type StationSpec = {
  readonly component: Component;
  /** `tier`: identical instances; `store`: shards x copies, a set in each region; `place`: no slots and no instances of ours. */
  readonly layout: 'tier' | 'store' | 'place';
  readonly instances: number;
  readonly shards: number;
  readonly copies: number;
  readonly slots: number;
  readonly cores: number;
  readonly line: number;
  /** Connections an instance can keep open, and those that it keeps to each store it calls. */
  readonly connections: number;
  readonly pool: number;
  readonly limit: LimitSpec | undefined;
  /** Seconds until a new instance runs, where requests start them; 0: all instances run all the time. */
  readonly coldStart: number;
  /** The autoscaler; `instances` is then the most that it may start. */
  readonly scale: ScaleSpec | undefined;
  /** Users that a client stands for; 0: not known. */
  readonly population: number;
  readonly bound: number;
  readonly partitions: number;
  readonly time: ServiceTime | undefined;
  /** By how much every time is stretched: more than 1 only in a slice, where capacity cannot be divided further. */
  readonly stretch: number;
  /** Time until another instance or copy takes over the lead; `Infinity`: nobody does; 0: nobody leads. */
  readonly failover: number;
};

/** Seconds until another copy leads, where fail-over is automatic and the design says no more: Patroni gives the lead away after `ttl`, 30 s. */
const USUAL_ELECTION = 30;
/** ... and until a passive instance serves: VRRP, three missed advertisements of a second each and up to one more (RFC 5798, 6.1). */
const USUAL_SWITCH = 4;

const NOTHING: ServiceTime = { shape: 'constant', mean: Seconds(0) };

const free = (component: Component): StationSpec => ({
  component,
  layout: 'place',
  instances: 1,
  shards: 1,
  copies: 1,
  slots: Infinity,
  cores: Infinity,
  line: Infinity,
  connections: 'connections' in component ? (component.connections ?? Infinity) : Infinity,
  pool: 'pool' in component ? (component.pool ?? Infinity) : Infinity,
  limit: limitOf(component),
  scale: undefined,
  coldStart: component.is === 'function' && component.autoscale === undefined ? (component.coldStart ?? 0) : 0,
  population: component.is === 'client' ? (component.users ?? 0) : 0,
  bound: Infinity,
  partitions: Infinity,
  time: NOTHING,
  stretch: 1,
  failover: 0,
});

type Working = {
  readonly time?: ServiceTime | undefined;
  readonly concurrency?: number | undefined;
  readonly cores?: number | undefined;
  readonly queue?: number | undefined;
  readonly shed?: number | undefined;
};

/** Slots, cores and the line. A tier that sheds above N never has more than N waiting or running on an instance. */
function work(component: Working): Pick<StationSpec, 'slots' | 'cores' | 'line' | 'time'> {
  const shed = component.shed ?? Infinity;
  const slots = Math.min(component.concurrency ?? Infinity, shed);
  const line = Math.min(component.queue ?? Infinity, Math.max(0, shed - slots));
  return {
    slots,
    cores: component.cores ?? Infinity,
    line: shed === Infinity ? (component.queue ?? Infinity) : line,
    time: component.time,
  };
}

/** Reads from the model what the simulation needs of one component. */
export function stationSpec(component: Component): StationSpec {
  const spec = plainSpec(component);
  const scale = scaleOf(component, spec);
  return scale === undefined ? spec : { ...spec, scale, instances: scale.max };
}

/** Its autoscaler, where something says what an instance can do and all instances serve. A function also has to start. */
function scaleOf(component: Component, { slots, cores }: StationSpec): ScaleSpec | undefined {
  if (!('autoscale' in component) || component.autoscale === undefined || component.mode === 'active-passive') return undefined;
  const { min, max, at, delay } = component.autoscale;
  if ((!Number.isFinite(slots) && !Number.isFinite(cores)) || !(at > 0)) return undefined;
  const cold = 'coldStart' in component ? (component.coldStart ?? 0) : 0;
  return { min: Math.max(1, min), max: Math.max(1, min, max), at, delay: delay + cold, worth: 1 };
}

function plainSpec(component: Component): StationSpec {
  const base = free(component);
  switch (component.is) {
    case 'client':
    case 'dns':
    case 'monitor':
      return base;
    case 'scheduler':
      return { ...base, instances: component.replicas };
    case 'cdn':
    case 'external':
      return { ...base, time: component.time };
    case 'load-balancer':
    case 'api-gateway':
    case 'reverse-proxy':
      return { ...base, layout: 'tier', instances: component.replicas, time: component.time ?? NOTHING };
    case 'service':
    case 'function':
    case 'worker':
    case 'identity':
    case 'rate-limiter':
      return { ...base, ...work(component), layout: 'tier', instances: component.replicas, failover: takeOver(component) };
    case 'cache':
      // Inside its callers nobody waits in line for it: its work is done in their slots.
      if (livesInside(component)) return { ...base, time: component.time, layout: 'store' };
      return { ...base, ...work(component), layout: 'store', shards: component.shards.count, copies: component.copies };
    case 'database':
      return { ...base, ...work(component), layout: 'store', shards: component.shards.count, ...leading(component) };
    case 'object-store':
      return { ...base, ...work(component) };
    case 'file-system':
      return { ...base, ...work(component), layout: 'store', copies: component.copies };
    case 'lock-service':
    case 'coordinator':
    case 'registry':
      return { ...base, ...work(component), layout: 'store', copies: component.copies };
    case 'queue':
    case 'pubsub':
      return { ...base, ...work(component), layout: 'tier', instances: component.copies, bound: component.bound ?? Infinity };
    case 'stream':
      return {
        ...base,
        ...work(component),
        layout: 'tier',
        instances: component.copies,
        bound: component.bound ?? Infinity,
        partitions: component.partitions,
      };
    default:
      return unreachable(component);
  }
}

function takeOver(component: { readonly mode?: string | undefined; readonly switch?: number | undefined }): number {
  return component.mode === 'active-passive' ? (component.switch ?? USUAL_SWITCH) : 0;
}

function leading(store: Database): { readonly copies: number; readonly failover: number } {
  const { mode, failover, switch: taking } = store.replication;
  const led = mode === 'single-leader' || mode === 'chain';
  return { copies: store.copies, failover: led ? (failover === 'automatic' ? (taking ?? USUAL_ELECTION) : Infinity) : 0 };
}

/** Whether calls from one component to another go over the connections of a pool. What lives inside its caller is asked without one. */
export const lendsTo = (from: StationSpec, to: StationSpec): boolean =>
  Number.isFinite(from.pool) && to.layout === 'store' && !(to.component.is === 'cache' && to.component.local);

/** Where the time until somebody takes over is not said: what is assumed. */
export function takingOver({ component, failover, copies }: StationSpec): string | undefined {
  if (component.is === 'database' && copies > 1 && component.replication.failover === 'automatic' && failover > 0)
    return component.replication.switch === undefined
      ? `components.${component.id}.replication.switch is not known: another copy leads after ${USUAL_ELECTION} s`
      : undefined;
  if ('mode' in component && component.mode === 'active-passive' && 'switch' in component && component.switch === undefined)
    return `components.${component.id}.switch is not known: the passive instance serves after ${USUAL_SWITCH} s`;
  return undefined;
}

/** Whether a component lives in every instance of its callers, and with them. */
export const livesInside = (component: Component): boolean => component.is === 'cache' && component.local === true;
