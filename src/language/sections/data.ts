import * as z from 'zod';
import type { ComponentKind } from '#model/component.js';
import type { DataItem } from '#model/design.js';
import { ComponentId, DataId } from '#model/ids.js';
import type { Reading } from '../reading.js';
import { count, flag, quantity, size, text, texts, time, word } from '../schema/leaves.js';
import { resolve } from '../schema/resolve.js';

import type { Sheet } from './estimates.js';

const index = z.strictObject({
  by: texts('Key parts of the index.'),
  scope: word(['local', 'global'], 'Whether each shard indexes its own rows, or the index is sharded by its own key.'),
  unique: flag('Whether no two rows may share the key.'),
});

export const dataSchema = z.strictObject({
  in: z.string('the component that holds it').meta({ description: 'The component that holds it.' }),
  key: texts('Key parts in order; a leading "-" means descending.'),
  item: size('Size of one.'),
  keep: time('How long each is kept.'),
  count: count('How many there are. With `popularity` it makes keys known: a simulation then draws one for each request.'),
  changes: word(['never', 'append', 'update', 'delete'], 'What happens to one after it was written.'),
  of: text('The data it is derived from.'),
  unique: flag('Whether no two may share the key.'),
  indexes: z.array(index, 'a list of indexes').optional().meta({ description: 'Further ways to look one up.' }),
  popularity: z
    .strictObject({ zipf: quantity('count', 'Exponent of the Zipf law.') })
    .optional()
    .meta({ description: 'How unevenly keys are asked for; 0 is evenly.' }),
  home: text('The key part that decides the home region.'),
  sequential: flag('Whether keys are handed out in rising order (counters, timestamps).'),
  text: text('What it is, in words.'),
});

const HOLDERS: readonly ComponentKind[] = [
  'database',
  'cache',
  'object-store',
  'file-system',
  'queue',
  'stream',
  'pubsub',
  'external',
  'cdn',
  'registry',
  'coordinator',
  'lock-service',
  'identity',
  'service',
  'client',
];

export function readData(reading: Reading, sheet: Sheet, kinds: ReadonlyMap<string, ComponentKind>): Map<DataId, DataItem> {
  const items = new Map<DataId, DataItem>();
  const entries = reading.entries(['data']);
  const names = new Set(entries.map((entry) => entry.key.text));
  for (const entry of entries) {
    const path = ['data', entry.key.text];
    const said = reading.parse(dataSchema, entry.value, path, { names: Object.keys(dataSchema.shape), what: `data "${entry.key.text}"` });
    if (!said) continue;
    const resolved = resolve(said, path, sheet, reading.complain);
    if (reading.known(resolved.in, kinds, [...path, 'in'], 'component') && !HOLDERS.includes(kinds.get(resolved.in)!)) {
      reading.report([...path, 'in'], {
        code: 'data/holder',
        message: `"${resolved.in}" is a ${kinds.get(resolved.in)}, which keeps no data`,
        help: `Kinds that keep data: ${HOLDERS.slice(0, 7).join(', ')}.`,
      });
    }
    if (resolved.of !== undefined) reading.known(resolved.of, names, [...path, 'of'], 'data');
    const { text: _text, ...rest } = resolved;
    items.set(DataId(entry.key.text), {
      ...rest,
      id: DataId(entry.key.text),
      origin: reading.originOf(entry, path),
      written: reading.written(entry.value, path),
      in: ComponentId(resolved.in),
      key: resolved.key ?? [],
      of: resolved.of === undefined ? undefined : DataId(resolved.of),
      indexes: (resolved.indexes ?? []).map((each) => ({ ...each, by: each.by ?? [] })),
      popularity: zipf(resolved.popularity?.zipf),
    });
  }
  checkDerivedCycles(reading, items);
  return items;
}

const zipf = (exponent: number | undefined): DataItem['popularity'] => (exponent === undefined ? undefined : { zipf: exponent });

function checkDerivedCycles(reading: Reading, items: ReadonlyMap<DataId, DataItem>): void {
  for (const item of items.values()) {
    const chain = [item.id];
    for (let of = item.of; of !== undefined && items.has(of); of = items.get(of)?.of) {
      if (of === item.id)
        reading.report(['data', item.id, 'of'], {
          code: 'data/cycle',
          message: `"${item.id}" is derived from itself: ${[...chain, of].join(' -> ')}`,
          help: 'One of them must be the source.',
        });
      if (chain.includes(of)) break;
      chain.push(of);
    }
  }
}
