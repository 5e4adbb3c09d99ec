import type { Origin } from '#diagnostics/span.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { callsOf } from '../consistency/calls.js';
import { mustReturn, waitedFor } from '../visited.js';

/** What finds out too late that an instance is dead. Seconds; `fails` is null where lists of instances are renewed instead of probes made. */
export type LateToNotice = {
  readonly component: ComponentId;
  readonly at: Origin;
  readonly flow: FlowId;
  readonly within: number;
  readonly takes: number;
  readonly every: number;
  readonly fails: number | null;
  /** A request that meets the dead instance is tried again, and then mostly meets another. */
  readonly retried: boolean;
};

/**
 * Longest time until requests stop going to a dead instance, against the time within which a flow must be back. Without a number
 * of failures one is taken, so that the figure is a floor. Balancers and registries that the flow waits for.
 */
export function lateToNotice(model: DesignModel): readonly LateToNotice[] {
  return mustReturn(model).flatMap(({ flow, within }) =>
    [...waitedFor(model, flow)].flatMap((id) => {
      const notices = noticing(model.components.get(id));
      if (notices === undefined || notices.takes <= within) return [];
      const ways = callsOf(flow).filter(({ call }) => call.from === id || call.visit.component === id);
      const retried = ways.some(({ call, above }) => [...above, call].some(({ retries }) => retries > 0));
      return [{ ...notices, component: id, flow: flow.id, within, retried }];
    }),
  );
}

function noticing(component: Component | undefined): Pick<LateToNotice, 'at' | 'takes' | 'every' | 'fails'> | undefined {
  if (component === undefined) return undefined;
  if (component.is === 'registry') {
    const { heartbeat, ttl, lookup, written, origin } = component;
    if (lookup !== 'client' || ttl === undefined) return undefined;
    return { at: written.get('ttl') ?? origin, takes: ttl + (heartbeat ?? 0), every: ttl, fails: null };
  }
  if (!('healthCheck' in component) || component.healthCheck === undefined) return undefined;
  const { healthCheck: every, probe, written, origin } = component;
  const fails = probe?.fails ?? 1;
  return { at: written.get('health-check') ?? origin, takes: every * fails, every, fails };
}
