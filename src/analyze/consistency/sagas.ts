import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import { saysUnknown } from '../unknown.js';
import { callsOf, type Placed } from './calls.js';
import { allCalls, byStep, changes } from './deliveries.js';

const own = (model: DesignModel) => [...model.flows.values()].filter(({ workload }) => workload.kind !== 'part');
const isWrite = ({ call }: Placed): boolean => call.operation?.kind === 'write';
const is = (model: DesignModel, id: ComponentId, ...kinds: readonly string[]): boolean =>
  kinds.includes(model.components.get(id)?.is ?? '');
const steps = (found: readonly Placed[]) =>
  byStep(found).map(({ first, flows }) => ({ call: first.call, flows, atomic: first.atomic, flow: first.flow }));

/** A step of a saga at somebody else's that nothing takes back when a later step fails. */
export function withoutUndo(
  model: DesignModel,
): readonly { readonly call: Call; readonly flows: readonly FlowId[]; readonly later: ComponentId }[] {
  const later = new Map<Call, ComponentId>();
  const found = own(model).flatMap((flow) => {
    const calls = callsOf(flow);
    if (!calls.some(({ call }) => call.undo !== undefined)) return [];
    const writes = calls.filter((each) => isWrite(each) && each.awaited && each.call.when.kind === 'always');
    return writes.filter((each, index) => {
      const next = writes
        .slice(index + 1)
        .find(({ call }) => is(model, call.visit.component, 'external') && call.visit.component !== each.call.visit.component);
      if (next !== undefined) later.set(each.call, next.call.visit.component);
      return next !== undefined && each.call.undo === undefined && is(model, each.call.visit.component, 'external');
    });
  });
  return steps(found).map(({ call, flows }) => ({ call, flows, later: later.get(call)! }));
}

/**
 * What a saga changed in a database of ours before it asked somebody else, and leaves changed when they say no: nothing undoes it, and
 * neither a later step nor one that undoes another writes it again. What is only added to (an intent, a key) may stand.
 */
export function leftChanged(
  model: DesignModel,
): readonly { readonly call: Call; readonly flows: readonly FlowId[]; readonly later: ComponentId }[] {
  const later = new Map<Call, ComponentId>();
  const found = own(model).flatMap((flow) => {
    const calls = callsOf(flow);
    const undoing = calls.flatMap(({ call }) => model.flows.get(call.undo ?? ('' as FlowId)) ?? []);
    if (undoing.length === 0) return [];
    const again = (data: DataId, from: number): boolean =>
      [...calls.slice(from), ...undoing.flatMap(callsOf)].some((each) => isWrite(each) && each.call.operation?.data === data);
    return calls.filter((each, index) => {
      const data = each.call.operation?.data;
      const next = calls
        .slice(index + 1)
        .find((one) => isWrite(one) && one.awaited && !one.sometimes && is(model, one.call.visit.component, 'external'));
      if (data === undefined || next === undefined || !isWrite(each) || !each.awaited || each.sometimes || each.call.undo !== undefined)
        return false;
      const kept = is(model, each.call.visit.component, 'database') && model.data.get(data)?.changes === 'update';
      later.set(each.call, next.call.visit.component);
      return kept && !again(data, index + 1);
    });
  });
  return steps(found).map(({ call, flows }) => ({ call, flows, later: later.get(call)! }));
}

/** Writes of an undo that have nothing to recognise a repetition by, with the step they take back. */
export function undoneTwice(
  model: DesignModel,
): readonly { readonly undo: FlowId; readonly write: Call; readonly of: Call; readonly flows: readonly FlowId[] }[] {
  const undone = steps(allCalls(model).filter(({ call }) => call.undo !== undefined));
  const seen = new Set<FlowId>();
  return undone.flatMap(({ call, flows }) => {
    const undo = model.flows.get(call.undo!);
    if (undo === undefined || seen.has(undo.id)) return [];
    seen.add(undo.id);
    const blind = callsOf(undo).filter(
      ({ call: write, above }) =>
        changes(model, write) && ![write, ...above].some(({ once }) => once !== undefined) && !keepsKey(model, [write, ...above]),
    );
    return blind.slice(0, 1).map(({ call: write }) => ({ undo: undo.id, write, of: call, flows }));
  });
}

const keepsKey = (model: DesignModel, calls: readonly Call[]): boolean =>
  calls.some(({ visit }) => {
    const component = model.components.get(visit.component);
    const said = component !== undefined && 'idempotent' in component && component.idempotent === true;
    return said || saysUnknown(model, `components.${visit.component}.idempotent`);
  });

/** Two writes one after the other, and whether the data of one of them is derived from that of the other. */
export type Apart = { readonly first: Call; readonly second: Call; readonly derived: boolean; readonly flows: readonly FlowId[] };

/** Two databases written one after the other by one component, where nothing undoes the first when the second fails. */
export function twoStores(model: DesignModel): readonly Apart[] {
  const pairs = new Map<Call, Call>();
  const seconds = own(model).flatMap((flow) => {
    const writes = callsOf(flow).filter(
      (each) =>
        isWrite(each) &&
        each.awaited &&
        each.call.when.kind === 'always' &&
        is(model, each.call.visit.component, 'database') &&
        each.call.undo === undefined,
    );
    return writes.filter((each, index) => {
      const first = writes.slice(0, index).find((one) => apart(model, one, each));
      if (first !== undefined) pairs.set(each.call, first.call);
      return first !== undefined;
    });
  });
  const told = new Set<string>();
  return steps(seconds).flatMap(({ call, flows }) => {
    const first = pairs.get(call)!;
    const key = `${first.from} ${first.visit.component} ${call.visit.component}`;
    if (told.has(key)) return [];
    told.add(key);
    return [{ first, second: call, derived: isDerived(model, first, call), flows }];
  });
}

/**
 * A write at somebody else's system after which the same visit writes its own database for the first time: until then nothing of ours
 * knows that it was done. An intent recorded before it, an undo, or the same key at both ends to ask again by would do.
 */
export function unrecorded(
  model: DesignModel,
): readonly { readonly first: Call; readonly second: Call; readonly flows: readonly FlowId[] }[] {
  const firsts = new Map<Call, Call>();
  const seconds = own(model).flatMap((flow) => {
    const writes = callsOf(flow).filter((each) => isWrite(each) && each.awaited && each.call.when.kind === 'always');
    return writes.filter((each, index) => {
      const before = writes.slice(0, index).filter(({ call, above }) => call.from === each.call.from && above.at(-1) === each.above.at(-1));
      const known = before.some(({ call }) => is(model, call.visit.component, 'database'));
      const first = before.find(({ call }) => is(model, call.visit.component, 'external') && call.undo === undefined);
      if (known || first === undefined || !is(model, each.call.visit.component, 'database')) return false;
      firsts.set(each.call, first.call);
      return true;
    });
  });
  return steps(seconds).map(({ call, flows }) => ({ first: firsts.get(call)!, second: call, flows }));
}

const isDerived = (model: DesignModel, a: Call, b: Call): boolean => {
  const [one, other] = [a, b].map(({ operation }) => model.data.get(operation!.data)!);
  return one!.of === other!.id || other!.of === one!.id;
};

/** Two writes of one component to two databases, of two data items, not in one transaction. */
function apart(model: DesignModel, a: Placed, b: Placed): boolean {
  if (a.call.from !== b.call.from || a.call.visit.component === b.call.visit.component) return false;
  if (a.atomic !== undefined && a.atomic === b.atomic) return false;
  const [one, other] = [a, b].map(({ call }) => model.data.get(call.operation!.data));
  return one !== undefined && other !== undefined && one.id !== other.id;
}

/** A call made inside a transaction that the transaction cannot take back. */
export function inTransaction(model: DesignModel): readonly {
  readonly call: Call;
  readonly kind: 'remote' | 'stores';
  readonly stores: readonly ComponentId[];
  readonly flows: readonly FlowId[];
}[] {
  const calls = own(model)
    .flatMap(callsOf)
    .filter(({ atomic }) => atomic !== undefined);
  const remote = steps(calls.filter(({ call }) => is(model, call.visit.component, 'external', 'service', 'function', 'worker')));
  const stores = (of: Placed): readonly ComponentId[] => [
    ...new Set(
      calls
        .filter(
          (each) => each.flow === of.flow && each.atomic === of.atomic && isWrite(each) && is(model, each.call.visit.component, 'database'),
        )
        .map(({ call }) => call.visit.component),
    ),
  ];
  const first = calls.filter((each) => isWrite(each) && stores(each)[1] === each.call.visit.component);
  return [
    ...remote.map(({ call, flows }) => ({ call, kind: 'remote' as const, stores: [], flows })),
    ...byStep(first).map(({ first: placed, flows }) => ({ call: placed.call, kind: 'stores' as const, stores: stores(placed), flows })),
  ];
}

/** A key that is recorded in one transaction while what it guards is written in another, or in none. */
export function recordApart(
  model: DesignModel,
): readonly { readonly record: Call; readonly key: string; readonly effect: DataId; readonly flows: readonly FlowId[] }[] {
  const about = new Map<Call, { key: string; effect: DataId }>();
  const found = own(model).flatMap((flow) => {
    const calls = callsOf(flow);
    const keys = new Set(calls.flatMap(({ call }) => call.once ?? []));
    return calls.filter((each) => {
      const data = each.call.operation && model.data.get(each.call.operation.data);
      const key = data?.key.length === 1 ? data.key[0]! : '';
      if (!isWrite(each) || data?.unique !== true || !keys.has(key) || !is(model, each.call.visit.component, 'database')) return false;
      const beside = calls.filter(
        (one) =>
          one !== each &&
          isWrite(one) &&
          one.call.from === each.call.from &&
          one.call.operation?.data !== data.id &&
          one.call.visit.component === each.call.visit.component,
      );
      if (beside.length === 0 || beside.some((one) => one.atomic !== undefined && one.atomic === each.atomic)) return false;
      about.set(each.call, { key, effect: beside[0]!.call.operation!.data });
      return true;
    });
  });
  return steps(found).map(({ call, flows }) => ({ record: call, flows, ...about.get(call)! }));
}
