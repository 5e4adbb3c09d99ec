import type { DesignModel, QualityTarget } from '#model/design.js';
import { callsOf } from '../consistency/calls.js';
import { saysUnknown } from '../unknown.js';

/** A target that nothing in the design could ever meet or miss, and why. */
export type Unmeasured = {
  readonly kind: 'noReader' | 'noWriter' | 'noLoad' | 'noWithin' | 'nothingWritten';
  readonly target: QualityTarget;
  /** The attribute that asks for it. */
  readonly attribute: string;
  readonly about: string;
};

/** Targets without anything to measure them by. What flows hand over and what undoes a step counts as written, too. */
export function unmeasured(model: DesignModel): readonly Unmeasured[] {
  const calls = [...model.flows.values()].flatMap(callsOf);
  const done = (kind: string): ReadonlySet<string> =>
    new Set(calls.flatMap(({ call }) => (call.operation?.kind === kind ? [call.operation.data] : [])));
  const [read, written, published] = [done('read'), done('write'), done('publish')];
  return model.requirements.quality.flatMap((target): readonly Unmeasured[] => {
    const { data, flow: id } = target;
    if (data !== undefined) {
      const reads = target.reads !== undefined ? 'reads' : target.fresh !== undefined ? 'fresh' : undefined;
      const writes = (['loss', 'effect', 'order'] as const).find((name) => target[name] !== undefined);
      return [
        ...(reads !== undefined && !read.has(data) ? [{ kind: 'noReader' as const, target, attribute: reads, about: data }] : []),
        ...(writes !== undefined && !written.has(data) && !published.has(data)
          ? [{ kind: 'noWriter' as const, target, attribute: writes, about: data }]
          : []),
      ];
    }
    const flow = id === undefined ? undefined : model.flows.get(id);
    if (flow === undefined) return [];
    const loaded = flow.workload.kind !== 'part';
    const speed = [...target.latency.keys()][0] ?? (target.throughput === undefined ? undefined : 'throughput');
    const within = target.within !== undefined || saysUnknown(model, `requirements.quality.${target.id}.within`);
    const writes = callsOf(flow).some(({ call }) => call.operation?.kind === 'write' || call.operation?.kind === 'publish');
    return [
      ...(speed !== undefined && !loaded ? [{ kind: 'noLoad' as const, target, attribute: speed, about: flow.id }] : []),
      ...(target.survives !== undefined && !within ? [{ kind: 'noWithin' as const, target, attribute: 'survives', about: flow.id }] : []),
      ...(target.loss !== undefined && !writes ? [{ kind: 'nothingWritten' as const, target, attribute: 'loss', about: flow.id }] : []),
    ];
  });
}
