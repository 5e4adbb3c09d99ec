import { callsOf } from '#model/calls.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import { uncovered } from '../coverage.js';
import type { ScoreInput } from '../input.js';
import { fail, missing, type Part, pass } from '../weigh.js';

const HOLDS: readonly string[] = ['database', 'cache', 'object-store', 'file-system'];
const PASSES_ON: readonly string[] = ['queue', 'stream', 'pubsub'];
/** Users, and what looks on: neither is on a path to do something. */
const ASIDE: readonly string[] = ['client', 'monitor'];

/** Every part does something: a flow crosses it, a store is read or written, a queue has somebody at its other end. Drawing more parts earns nothing. */
export function partsUsed({ model, coverage }: ScoreInput): readonly Part[] {
  const parts = [...model.components.values()].filter((one) => !ASIDE.includes(one.is));
  if (parts.length === 0 || uncovered(coverage).length > 0) return [missing('parts', 'part/none')];
  const calls = [...model.flows.values()].flatMap(callsOf);
  const roots = new Set([...model.flows.values()].flatMap((flow) => flow.roots.map((visit) => visit.component)));
  return parts.map((one) => {
    const data = { component: one.id, line: one.origin.line };
    const isCrossed = roots.has(one.id) || calls.some((call) => call.visit.component === one.id) || isFollower(model, one);
    if (!isCrossed) return fail(one.id, 'part/unused', data);
    const into = calls.filter((call) => call.visit.component === one.id);
    const outOf = calls.some((call) => call.from === one.id);
    const isIdle = (HOLDS.includes(one.is) && !outOf && !into.some((call) => call.operation)) || (PASSES_ON.includes(one.is) && !outOf);
    return isIdle ? fail(one.id, 'part/idle', data) : pass(one.id, 'part/used', data);
  });
}

/** A read replica drawn apart takes over from the store it follows, whether or not a flow reads it. */
const isFollower = (model: DesignModel, one: Component): boolean =>
  one.is === 'database' && one.replicaOf !== undefined && model.components.has(one.replicaOf);
