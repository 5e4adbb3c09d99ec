import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import { type Fix, type FixEdit, setAttribute, zoneNames } from '../fix.js';
import type { Cut } from './cuts.js';

/** `replicas` is written per region. An autoscaler is somebody's decision about when to grow, so it is left alone. */
export function runInstances(component: Component, instances: number): Fix | undefined {
  if (!('replicas' in component) || component.autoscale !== undefined) return undefined;
  if ('stateful' in component && component.stateful) return undefined;
  const regions = Math.max(1, component.regions.length);
  const each = Math.ceil(instances / regions);
  if (each * regions <= component.replicas) return undefined;
  const title = `Run ${each} instances of "${component.id}"${regions > 1 ? ' in each region' : ''}`;
  return { title, edits: [setAttribute(component.id, 'replicas', each)] };
}

/** One instance more than must be up, where a machine of ours stands alone; with it a second zone, where it was put in one. */
function standIn(model: DesignModel, component: Component, leader: boolean): Fix | undefined {
  if (leader)
    return {
      title: `Let a follower of "${component.id}" take over by itself`,
      edits: [setAttribute(component.id, 'replication.failover', 'automatic')],
    };
  const spread = spreadOver(model, component);
  const fix = 'replicas' in component ? runInstances(component, component.replicas + 1) : moreCopies(component);
  if (component.is === 'scheduler' && fix !== undefined && component.mode !== 'active-passive')
    return {
      title: `Let a second instance of "${component.id}" stand by`,
      edits: [...fix.edits, setAttribute(component.id, 'mode', 'active-passive'), ...spread],
    };
  return fix && { ...fix, edits: [...fix.edits, ...spread] };
}

function moreCopies(component: Component): Fix | undefined {
  if (component.is === 'database') {
    if (component.copies > 1 || component.replicaOf !== undefined) return undefined;
    const value = { mode: 'single-leader', copies: 2, sync: 'semi-sync', failover: 'automatic' };
    return { title: `Give "${component.id}" a follower that takes over`, edits: [setAttribute(component.id, 'replication', value)] };
  }
  if (!('copies' in component) || component.is === 'object-store') return undefined;
  const copies = component.copies + 1;
  return { title: `Keep ${copies} copies in "${component.id}"`, edits: [setAttribute(component.id, 'copies', copies)] };
}

/** All zones of the regions it is in, where it was put in fewer; nothing where it was put in none by name. */
function spreadOver(model: DesignModel, component: Component): readonly FixEdit[] {
  const regions = new Set(component.zones.map((zone) => model.zones.get(zone)?.region));
  const all = [...regions].flatMap((region) => zoneNames(model, region));
  return component.written.has('zones') && all.length > component.zones.length ? [setAttribute(component.id, 'zones', all)] : [];
}

/** The instances of a part spread over every zone of its region. */
export function spreadZones(model: DesignModel, id: string | undefined): Fix | undefined {
  const component = [...model.components.values()].find((each) => each.id === id);
  const edits = component === undefined ? [] : spreadOver(model, component);
  return edits.length === 0 ? undefined : { title: `Spread "${id}" over all zones of its region`, edits };
}

type LoneKind = 'instance' | 'leader' | 'provider';

/** What is said of a single point. */
export type Lone = { component: string; flows: string };

/** What sort of single point it is: somebody else's, the leader of copies that nobody takes over from, or a machine of ours. */
export function loneKind(component: Component, { kind }: Cut): LoneKind {
  if (kind === 'component') return 'provider';
  const led = component.is === 'database' && ['single-leader', 'chain'].includes(component.replication.mode) && component.copies > 1;
  return led ? 'leader' : 'instance';
}

/** What to do about a single point: the edit where one will do, and the sentence where the usual one is not it. */
export function wayOut(
  model: DesignModel,
  component: Component,
  kind: LoneKind,
): { readonly fix?: Fix | undefined; readonly help?: string } {
  if (kind === 'provider') return { help: HELP.provider };
  if (kind === 'leader') return { fix: standIn(model, component, true), help: HELP.leader };
  return { fix: standIn(model, component, false) };
}

const HELP = {
  leader: 'Let a follower take over by itself (`failover: automatic`, with the `switch` time it takes).',
  provider: 'Have a second provider to fall back on (`when: error`), or hand the work over and answer before it is done.',
} as const;
