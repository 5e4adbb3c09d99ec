import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { type Analysis, targetsOf } from '../analysis.js';
import type { Placed } from '../consistency/calls.js';
import { allCalls } from '../consistency/deliveries.js';
import { ROOM } from './room.js';
import { withFewer, withoutCacheOf, withoutPassing, withoutQueue } from './without.js';

/** A part that acts on numeric targets alone, and what the design is like without it, or with fewer of it. */
export type Candidate = {
  readonly kind: 'passing' | 'cache' | 'queue' | 'tier';
  readonly component: ComponentId;
  /** The design without it; for a tier, with `instances` of them. */
  readonly without: (model: DesignModel, instances: number) => DesignModel;
  /** Instances of a tier, and the third that is tried; 0 for a whole part. */
  readonly of: number;
  readonly fewer: number;
};

/** Tiers of fewer instances are too small to say that a third of them would do. */
const SMALL = 6;

/**
 * Parts worth trying: every flow that asks them has a numeric target, nothing that they do for security, operation or durability is
 * said, and what is known of the load does not already speak for them.
 */
export function candidatesOf(model: DesignModel, analysis: Analysis): readonly Candidate[] {
  const calls = allCalls(model);
  return [...model.components.values()].flatMap((component): readonly Candidate[] => {
    const asked = calls.filter(({ call }) => call.visit.component === component.id);
    if (asked.length === 0 || !asked.every(({ flow }) => hasTarget(model, flow.id)) || isNamed(model, component)) return [];
    const candidate = byKind(model, analysis, component, asked, calls);
    return candidate === undefined ? [] : [candidate];
  });
}

const hasTarget = (model: DesignModel, flow: Placed['flow']['id']): boolean =>
  targetsOf(model, flow).some(({ availability, latency }) => availability !== undefined || latency.size > 0);

/** A requirement, a decision or a home of data names it: it is there on purpose. */
const isNamed = (model: DesignModel, { id }: Component): boolean =>
  model.requirements.quality.some(({ until }) => until === id) ||
  model.decisions.some(({ about }) => about === id) ||
  [...model.data.values()].some((item) => item.in === id);

function byKind(
  model: DesignModel,
  analysis: Analysis,
  component: Component,
  asked: readonly Placed[],
  calls: readonly Placed[],
): Candidate | undefined {
  const { id } = component;
  const whole = { component: id, of: 0, fewer: 0 };
  switch (component.is) {
    case 'load-balancer':
    case 'api-gateway':
    case 'reverse-proxy':
      return passesOnly(model, component, asked, calls)
        ? { ...whole, kind: 'passing', without: (each) => withoutPassing(each, id) }
        : undefined;
    case 'cache':
      return readsOnly(asked, calls, id) ? { ...whole, kind: 'cache', without: (each) => withoutCacheOf(each, id) } : undefined;
    case 'queue': {
      // One that keeps what it was given until it is done acts on durability.
      const patience = Math.min(...asked.map(({ above, flow }) => 0.8 * Math.min(flow.deadline ?? Infinity, ...above.map(timeoutOf))));
      const known = Number.isFinite(patience) ? patience : undefined;
      return component.delivery === 'at-most-once' && onePlain(asked, id)
        ? { ...whole, kind: 'queue', without: (each) => withoutQueue(each, id, known) }
        : undefined;
    }
    case 'service':
    case 'worker':
      return tier(analysis, component);
    default:
      return undefined;
  }
}

const timeoutOf = ({ timeout }: Call): number => timeout ?? Infinity;

const DOES_MORE = ['auth', 'tls', 'limit', 'firewall', 'ttl', 'compression', 'sticky', 'healthCheck', 'probe', 'drain', 'weights'] as const;

/** It says of itself nothing but that requests pass, and nothing behind it needs somebody to choose an instance. */
function passesOnly(
  model: DesignModel,
  component: Extract<Component, { is: 'load-balancer' | 'api-gateway' | 'reverse-proxy' }>,
  asked: readonly Placed[],
  calls: readonly Placed[],
): boolean {
  const more = component as Partial<Record<(typeof DOES_MORE)[number], unknown>>;
  if (DOES_MORE.some((name) => more[name] !== undefined && more[name] !== false && more[name] !== 'none')) return false;
  const simple = asked.every(({ call }) => plain(call) && call.visit.actions.every(({ type }) => type === 'call'));
  if (!simple || refers(calls, asked)) return false;
  const balances = (id: ComponentId): boolean => {
    const is = model.components.get(id)?.is;
    return is === 'load-balancer' || is === 'api-gateway' || is === 'reverse-proxy' || is === 'dns';
  };
  return calls
    .filter(({ call }) => call.from === component.id)
    .every(({ call }) => {
      const target = model.components.get(call.visit.component);
      const several = target !== undefined && 'replicas' in target && target.replicas > 1;
      return !several || balances(call.visit.component) || asked.every((each) => balances(each.call.from));
    });
}

const plain = (call: Call): boolean => call.when.kind === 'always' && call.times === 1;

/** Some condition depends on how one of these calls went. */
const refers = (calls: readonly Placed[], asked: readonly Placed[]): boolean => {
  const ids = new Set(asked.map(({ call }) => `${call.id}`));
  return calls.some(({ call: { when } }) => 'of' in when && when.kind !== 'miss' && ids.has(`${when.of}`));
};

/** Every read of it can miss, and it does nothing of its own. */
const readsOnly = (asked: readonly Placed[], calls: readonly Placed[], id: ComponentId): boolean =>
  asked.every(({ call }) => (call.operation?.kind === 'read' ? call.hit !== undefined : call.operation !== undefined)) &&
  asked.every(({ call }) => call.visit.actions.length === 0) &&
  asked.some(({ call }) => call.hit !== undefined) &&
  !refers(calls, asked) &&
  calls.every(({ call }) => call.from !== id);

/** Messages go into it from what waits for it or not, and come out to one consumer, once each. */
const onePlain = (asked: readonly Placed[], id: ComponentId): boolean =>
  asked.every(
    ({ call, awaited, above }) =>
      call.operation?.kind !== 'publish' &&
      call.visit.actions.length === 1 &&
      call.visit.actions.every((action) => action.type === 'call' && action.from === id && plain(action)) &&
      (awaited || above.every(({ waits }) => waits)),
  );

/** A tier whose load is known and written, with well more instances than the peak takes. */
function tier(analysis: Analysis, component: Extract<Component, { is: 'service' | 'worker' }>): Candidate | undefined {
  const { id, replicas, zones } = component;
  const { saturation = null, deferred = true } = analysis.capacity.components.get(id) ?? {};
  const fewer = Math.max(2, Math.ceil(replicas / 3), zones.length);
  const fixed = component.autoscale !== undefined || component.mode === 'active-passive' || component.need !== undefined;
  if (fixed || deferred || replicas < SMALL || fewer > replicas / 2 || !component.written.has('time') || saturation === null)
    return undefined;
  if ((saturation * replicas) / fewer > ROOM.risen) return undefined;
  return { kind: 'tier', component: id, of: replicas, fewer, without: (model, instances) => withFewer(model, id, instances) };
}
