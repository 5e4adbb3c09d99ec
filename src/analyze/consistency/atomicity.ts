import type { DesignModel } from '#model/design.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import { callsOf, type Placed } from './calls.js';

/** Writes that are made together or not at all: one transaction over one store, or several stores that no transaction spans. */
export type Transaction = {
  readonly flow: FlowId;
  readonly data: readonly DataId[];
  readonly stores: readonly ComponentId[];
  /** Calls inside it that leave the store: they hold it open and are not undone with it. */
  readonly remote: readonly ComponentId[];
};

/**
 * Where the key by which a repetition is known is kept. `with-effect`: written in the transaction of what it guards; `apart`: written,
 * but a crash may come between; `receiver`: the receiver promises it, or what is written has that key itself; `nowhere`: not in the design.
 */
export type OnceRecord = {
  readonly flow: FlowId;
  readonly component: ComponentId;
  readonly key: string;
  readonly kept: 'with-effect' | 'apart' | 'receiver' | 'nowhere';
};

const writes = ({ call }: Placed): boolean => call.operation?.kind === 'write';

/** Every transaction of the flows that run by themselves. */
export function transactionsOf(model: DesignModel): readonly Transaction[] {
  return ownCalls(model).flatMap((calls) => {
    const numbers = [...new Set(calls.flatMap(({ atomic }) => (atomic === undefined ? [] : [atomic])))];
    return numbers.map((number) => {
      const own = calls.filter(({ atomic }) => atomic === number);
      const written = own.filter((each) => writes(each) && isStore(model, each.call.visit.component));
      return {
        flow: own[0]!.flow.id,
        data: [...new Set(written.flatMap(({ call }) => call.operation?.data ?? []))],
        stores: [...new Set(written.map(({ call }) => call.visit.component))],
        remote: [...new Set(own.map(({ call }) => call.visit.component).filter((id) => !isStore(model, id)))],
      };
    });
  });
}

/** Every `once` of those flows, and where its key is kept. */
export function onceRecordsOf(model: DesignModel): readonly OnceRecord[] {
  return ownCalls(model).flatMap((calls) =>
    calls.flatMap((placed) => {
      const { call, flow } = placed;
      if (call.once === undefined) return [];
      return [{ flow: flow.id, component: call.visit.component, key: call.once, kept: keptBy(model, calls, placed) }];
    }),
  );
}

function keptBy(model: DesignModel, calls: readonly Placed[], { call }: Placed): OnceRecord['kept'] {
  const key = call.once!;
  const target = model.components.get(call.visit.component);
  const keyed = (data: DataId | undefined): boolean => data !== undefined && model.data.get(data)?.key.includes(key) === true;
  if (target !== undefined && 'idempotent' in target && target.idempotent === true) return 'receiver';
  // What lies under the key itself, or in somebody else's system, is known there by it.
  if (keyed(call.operation?.data) || target?.is === 'external') return 'receiver';
  const below = calls.filter((each) => each.above.includes(call) && writes(each));
  const effects = below.filter((each) => !keyed(each.call.operation?.data) && isStore(model, each.call.visit.component));
  const records = below.filter((each) => keyed(each.call.operation?.data));
  if (records.length === 0) return 'nowhere';
  const together =
    effects.length === 0 || records.some((record) => record.atomic !== undefined && effects.some(({ atomic }) => atomic === record.atomic));
  return together ? 'with-effect' : 'apart';
}

const isStore = (model: DesignModel, id: ComponentId): boolean => model.components.get(id)?.is === 'database';

const ownCalls = (model: DesignModel): readonly (readonly Placed[])[] =>
  [...model.flows.values()].filter(({ workload }) => workload.kind !== 'part').map(callsOf);
