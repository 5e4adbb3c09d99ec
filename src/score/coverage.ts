import { callsOf } from '#model/calls.js';
import type { DesignModel } from '#model/design.js';
import type { Call, Flow } from '#model/flow.js';
import type { DataId } from '#model/ids.js';
import type { Deed, Need, Problem } from './problem.js';

/** How a design answers one need. */
export type Covered = {
  readonly need: Need;
  /** Requirements that name the use case. */
  readonly stated: readonly string[];
  /** Flows that name the use case, carry load, and do all that the need takes. */
  readonly flows: readonly Flow[];
  /** Flows that name the use case and lack something, with what they lack. */
  readonly short: readonly { readonly flow: Flow; readonly lacks: readonly Deed[] }[];
};
export type Coverage = ReadonlyMap<string, Covered>;

/** Holds a design's flows against the needs of a problem. A name alone covers nothing: the flow must do what the need takes. */
export function coverageOf(model: DesignModel, problem: Problem): Coverage {
  return new Map(problem.needs.map((need) => [need.id, coveredOf(model, problem, need)]));
}

function coveredOf(model: DesignModel, problem: Problem, need: Need): Covered {
  const named = flowsNamed(model, need);
  const judged = named.map((flow) => ({ flow, lacks: need.does.filter((deed) => !does(model, problem, flow, deed)) }));
  const stated = [...model.requirements.functional.values()].filter((one) => need.useCases.includes(one.useCase ?? ''));
  return {
    need,
    stated: stated.map((one) => one.id),
    flows: judged.filter((one) => one.lacks.length === 0).map((one) => one.flow),
    short: judged.filter((one) => one.lacks.length > 0),
  };
}

const flowsNamed = (model: DesignModel, need: Need): readonly Flow[] =>
  [...model.flows.values()].filter((flow) => need.useCases.includes(flow.useCase ?? '') && carriesLoad(flow));

function carriesLoad({ workload }: Flow): boolean {
  if (workload.kind === 'open') return workload.rate > 0;
  if (workload.kind === 'closed') return workload.users > 0;
  return workload.kind === 'batch' && workload.items > 0;
}

function does(model: DesignModel, problem: Problem, flow: Flow, deed: Deed): boolean {
  const calls = callsOf(flow);
  switch (deed.kind) {
    case 'writes':
      return calls.some((call) => isWrite(call) && KEEPS[deed.where].includes(model.components.get(call.visit.component)?.is ?? ''));
    case 'calls':
      return calls.some((call) => model.components.get(call.visit.component)?.is === deed.component);
    case 'reads': {
      const other = problem.needs.find((one) => one.id === deed.need);
      const written = other ? dataWrittenBy(model, flowsNamed(model, other)) : new Set<DataId>();
      return calls.some((call) => call.operation?.kind === 'read' && written.has(call.operation.data));
    }
  }
}

const isWrite = (call: Call): boolean => call.operation?.kind === 'write';

/** The kinds that keep what they were given; a cache or a queue is no answer to "where is it kept". */
const KEEPS: Readonly<Record<'durable' | 'external', readonly string[]>> = {
  durable: ['database', 'object-store', 'file-system'],
  external: ['external'],
};

/** Data that the flows write, and what is derived from it (`of`), to any depth. */
export function dataWrittenBy(model: DesignModel, flows: readonly Flow[]): ReadonlySet<DataId> {
  const written = new Set<DataId>();
  for (const call of flows.flatMap(callsOf)) if (call.operation && isWrite(call)) written.add(call.operation.data);
  for (let before = -1; before !== written.size; ) {
    before = written.size;
    for (const item of model.data.values()) if (item.of !== undefined && written.has(item.of)) written.add(item.id);
  }
  return written;
}

/** The flows that cover any need of the problem, each once. */
export const coveringFlows = (coverage: Coverage): readonly Flow[] => [...new Set([...coverage.values()].flatMap((one) => one.flows))];

/** Main needs that no flow covers. */
export const uncovered = (coverage: Coverage): readonly string[] =>
  [...coverage.values()].filter((one) => one.need.main && one.flows.length === 0).map((one) => one.need.id);
