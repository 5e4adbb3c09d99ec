import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call, When } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { Seconds } from '#model/units.js';
import { type Replace, rewrite } from './rewrite.js';

/** The design with every flow rewritten and one component gone. */
function dropping(model: DesignModel, id: ComponentId, replace: Replace): DesignModel {
  const components = new Map([...model.components].filter(([each]) => each !== id));
  return { ...model, components, flows: new Map([...model.flows].map(([name, flow]) => [name, rewrite(flow, replace)])) };
}

/** A balancer, gateway or proxy passes through: its callers make its calls, under the patience they had with it. */
export const withoutPassing = (model: DesignModel, id: ComponentId): DesignModel =>
  dropping(model, id, (call) => {
    if (call.visit.component !== id) return [call];
    return call.visit.actions.map((action) => (action.type === 'call' && action.from === id ? taken(call, action) : action));
  });

/** `inner`, made by the caller of `outer`. */
const taken = (outer: Call, inner: Call): Call => ({
  ...inner,
  from: outer.from,
  waits: outer.waits && inner.waits,
  timeout: inner.timeout ?? outer.timeout,
  retries: Math.max(inner.retries, outer.retries),
  once: inner.once ?? outer.once,
  optional: inner.optional || outer.optional,
  breaker: inner.breaker || outer.breaker,
  undo: inner.undo ?? outer.undo,
});

/** A cache has hit 0: what was asked for on a miss is always asked for, and nothing is put into it. */
export function withoutCacheOf(model: DesignModel, id: ComponentId): DesignModel {
  const always = (missed: ReadonlySet<number>, when: When): When =>
    when.kind === 'miss' && missed.has(when.of) ? { kind: 'always' } : when;
  const components = new Map([...model.components].filter(([each]) => each !== id));
  const flows = new Map(
    [...model.flows].map(([name, flow]) => {
      const missed = new Set<number>();
      const gone = rewrite(flow, (call) => {
        if (call.visit.component === id) missed.add(call.id);
        return [call];
      });
      const kept = rewrite(gone, (call) => (call.visit.component === id ? [] : [{ ...call, when: always(missed, call.when) }]));
      return [name, kept];
    }),
  );
  return { ...model, components, flows };
}

/** A queue becomes a waiting call: whoever sent the message waits for what was done with it, within a part of the patience around it. */
export const withoutQueue = (model: DesignModel, id: ComponentId, patience: number | undefined): DesignModel =>
  dropping(model, id, (call) => {
    if (call.visit.component !== id) return [call];
    return call.visit.actions.map((action) => {
      if (action.type !== 'call') return action;
      const timeout = patience === undefined ? action.timeout : Seconds(patience);
      return { ...action, from: call.from, waits: true, when: call.when, times: call.times, atOnce: call.atOnce, timeout };
    });
  });

/** A tier of fewer instances. */
export function withFewer(model: DesignModel, id: ComponentId, replicas: number): DesignModel {
  const components = new Map(
    [...model.components].map(([each, component]) => [each, each === id ? ({ ...component, replicas } as Component) : component]),
  );
  return { ...model, components };
}
