import type { DesignModel } from '#model/design.js';
import type { DataId } from '#model/ids.js';
import type { Placed } from './calls.js';
import { allCalls } from './deliveries.js';

/** Data of which no acknowledged write may be lost: named by a target, or written by a flow that a target names before it answers. */
export function mustLast(model: DesignModel, calls: readonly Placed[] = allCalls(model)): ReadonlySet<DataId> {
  const strict = model.requirements.quality.filter(({ loss }) => loss === 'none');
  const named = strict.flatMap(({ data }) => data ?? []);
  const flows = new Set(strict.filter(({ data }) => data === undefined).flatMap(({ flow }) => flow ?? []));
  const written = calls.filter(({ call, flow, awaited }) => flows.has(flow.id) && awaited && call.operation?.kind === 'write');
  return new Set([...named, ...written.flatMap(({ call }) => call.operation?.data ?? [])]);
}
