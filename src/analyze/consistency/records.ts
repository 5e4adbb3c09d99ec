import { byKeys } from '#base/order.js';
import type { DesignModel } from '#model/design.js';
import type { DataId } from '#model/ids.js';
import { type OnceRecord, onceRecordsOf, type Transaction, transactionsOf } from './atomicity.js';
import { type Carriage, carriagesOf } from './carriage.js';
import { allCalls } from './deliveries.js';
import { type Durability, durabilityOf } from './durability.js';
import { type PartitionRecord, partitionOf } from './partition.js';
import { takersFor } from './takers.js';

/** What a design promises of one data item, besides what its readers see. */
export type DataRecord = {
  readonly durability: Durability | null;
  /** Each access of each flow, while the copies cannot reach each other. */
  readonly partition: readonly PartitionRecord[];
  readonly carriage: readonly Carriage[];
  readonly transactions: readonly Transaction[];
};

export type Records = {
  readonly data: ReadonlyMap<DataId, DataRecord>;
  readonly once: readonly OnceRecord[];
};

export function recordsOf(model: DesignModel): Records {
  const calls = allCalls(model);
  const transactions = transactionsOf(model);
  const data = [...model.data.values()].map((item): readonly [DataId, DataRecord] => {
    const accesses = calls.filter(({ call }) => call.operation?.data === item.id);
    const takers = takersFor(model, item, calls);
    return [
      item.id,
      {
        durability: durabilityOf(model, item) ?? null,
        partition: distinct(accesses.flatMap((each) => partitionOf(model, each, takers) ?? [])),
        carriage: carriagesOf(model, calls, item.id),
        transactions: transactions.filter((each) => each.data.includes(item.id)),
      },
    ];
  });
  return { data: new Map(data), once: onceRecordsOf(model) };
}

/** The same access said twice in a flow, once. */
function distinct(records: readonly PartitionRecord[]): readonly PartitionRecord[] {
  const byText = new Map(records.map((each) => [JSON.stringify(each), each]));
  return [...byText.values()].sort(
    byKeys(
      ({ flow }) => flow,
      ({ component }) => component,
      ({ operation }) => operation,
    ),
  );
}
