import type { Severity } from '#diagnostics/diagnostic.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { consumed } from '../consistency/deliveries.js';
import type { Capacity, ComponentCapacity } from './capacity.js';
import type { UsageName } from './station.js';

export type Shortage = {
  readonly component: Component;
  readonly message: UsageName | 'backlog';
  readonly severity: Severity;
  readonly saturation: number;
  readonly capacity: ComponentCapacity;
  /** It rests on a service time that the design did not write. */
  readonly assumed: boolean;
  /** Shards it takes, where no number of copies would do: every write goes to each copy, and a leader answers its reads alone. */
  readonly shards: number | undefined;
  /** Streams whose partitions are its limit. */
  readonly partitions: Partitions | undefined;
  /** Components whose slots are all taken by waiting for it. */
  readonly holdsUp: readonly ComponentId[];
};

/** Partitions a worker takes messages from, those it takes at this load, and messages a second that they carry. */
export type Partitions = {
  readonly streams: readonly ComponentId[];
  readonly has: number;
  readonly needed: number;
  readonly carried: number;
};

/** Assumed service times are right to about this factor: a smaller shortage than that may not be one. */
export const ASSUMED_WITHIN = 3;

/**
 * Components that are full at peak. What a queue or a batch brings may fall behind at peak and catch up, so it is judged by the
 * mean rate; falling behind is worth a word, and a warning where somebody asked how soon that part is done.
 */
export function shortages(model: DesignModel, { components }: Capacity): readonly Shortage[] {
  return [...components].flatMap(([id, capacity]) => {
    const { saturation, meanSaturation, limit, deferred, certain } = capacity;
    const component = model.components.get(id);
    if (component === undefined || saturation === null || meanSaturation === null || limit === null || certain === null || saturation <= 1)
      return [];
    const behind = deferred && meanSaturation <= 1;
    const assumed = (deferred && !behind ? certain.mean : certain.peak) <= 1;
    const timed = model.requirements.quality.some((each) => each.until === id && each.latency.size > 0);
    const severity = behind
      ? timed && !assumed
        ? 'warning'
        : 'info'
      : assumed
        ? meanOrPeak(capacity) > ASSUMED_WITHIN
          ? 'warning'
          : 'info'
        : 'error';
    return [
      {
        component,
        message: behind ? 'backlog' : limit,
        severity,
        saturation: behind ? saturation : meanOrPeak(capacity),
        capacity,
        assumed,
        shards: behind ? undefined : shardsFor(component, capacity),
        holdsUp: heldUpBy(components, id, behind || !deferred ? 'peak' : 'mean'),
        partitions: limit === 'partitions' ? partitionsFor(model, component, capacity, behind) : undefined,
      },
    ];
  });
}

const heldUpBy = (components: Capacity['components'], full: ComponentId, at: 'mean' | 'peak'): readonly ComponentId[] =>
  [...components].flatMap(([id, { heldUp }]) => {
    const found = heldUp?.[at];
    return found?.by === full && (found.saturation === null || found.saturation >= 1) ? [id] : [];
  });

const meanOrPeak = ({ deferred, saturation, meanSaturation }: ComponentCapacity): number => (deferred ? meanSaturation : saturation) ?? 0;

/** Undefined where more copies would do. */
export function shardsFor(component: Component, capacity: ComponentCapacity): number | undefined {
  const { copied, deferred, limit } = capacity;
  if (copied === null || !('shards' in component) || (limit !== 'work' && limit !== 'slots')) return undefined;
  const full = deferred ? copied.mean : copied.peak;
  return full > 1 ? Math.ceil(Math.max(1, component.shards.count) * meanOrPeak(capacity)) : undefined;
}

function partitionsFor(model: DesignModel, worker: Component, capacity: ComponentCapacity, behind: boolean): Partitions | undefined {
  const streams = consumed(model).flatMap(({ queue, consumers }) =>
    queue.is === 'stream' && consumers.includes(worker.id) ? [queue] : [],
  );
  const has = streams.reduce((sum, { partitions }) => sum + partitions, 0);
  const [saturation, rate] = behind ? [capacity.saturation ?? 0, capacity.demand.peak] : [meanOrPeak(capacity), capacity.demand.mean];
  if (has === 0 || saturation === 0) return undefined;
  return { streams: streams.map(({ id }) => id), has, needed: Math.ceil(has * saturation), carried: rate / saturation };
}
