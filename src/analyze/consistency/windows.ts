import type { DataItem, DesignModel } from '#model/design.js';
import type { ComponentId, DataId } from '#model/ids.js';
import { saysUnknown } from '../unknown.js';
import { allCalls } from './deliveries.js';

/** How much of the newest writes a failure takes, where a target allows some seconds of them. Seconds; undefined: not said. */
export type Window = {
  readonly kind: 'lag' | 'backup' | 'noBackup' | 'flush' | 'writeBehind';
  readonly component: ComponentId;
  readonly data: DataId;
  readonly takes: number | undefined;
  readonly allowed: number;
};

/** Losses larger than a target allows, and those whose size nobody said. Copies that a single write waits for lose nothing. */
export function lossWindows(model: DesignModel): readonly Window[] {
  const calls = allCalls(model);
  const found = new Map<string, Window>();
  for (const { loss: allowed, data: named, flow } of model.requirements.quality) {
    if (typeof allowed !== 'number') continue;
    const written = calls.filter((each) => each.flow.id === flow && each.awaited && each.call.operation?.kind === 'write');
    const ids = named === undefined ? written.flatMap(({ call }) => call.operation?.data ?? []) : [named];
    for (const data of ids.flatMap((id) => model.data.get(id) ?? [])) {
      for (const each of windowsOf(model, data, calls)) {
        if (each.takes !== undefined && each.takes <= allowed) continue;
        found.set(`${each.kind} ${each.component} ${data.id}`, { ...each, data: data.id, allowed });
      }
    }
  }
  return [...found.values()];
}

type Lost = Pick<Window, 'kind' | 'component' | 'takes'>;

function windowsOf(model: DesignModel, data: DataItem, calls: ReturnType<typeof allCalls>): readonly Lost[] {
  const caches = [
    ...new Set(
      calls
        .filter(({ call }) => call.operation?.kind === 'write' && call.operation.data === data.id)
        .map(({ call }) => call.visit.component),
    ),
  ];
  const behind = caches.flatMap((id): readonly Lost[] => {
    const cache = model.components.get(id);
    return cache?.is === 'cache' && cache.pattern === 'write-behind' ? [{ kind: 'writeBehind', component: id, takes: cache.flush }] : [];
  });
  const store = model.components.get(data.in);
  if (store?.is !== 'database') return behind;
  const { mode, copies, sync, lag } = store.replication;
  const mirrored = store.raid !== undefined && store.raid !== '0';
  const alone = copies <= 1 && !mirrored;
  const lost: Lost[] = [...behind];
  const never = store.backup === undefined && !saysUnknown(model, `components.${store.id}.backup`);
  if (alone) lost.push({ kind: never ? 'noBackup' : 'backup', component: store.id, takes: never ? Infinity : store.backup });
  if (mode === 'single-leader' && copies > 1 && sync === 'async') lost.push({ kind: 'lag', component: store.id, takes: lag });
  if (copies <= 1 && !alone && store.flush !== undefined) lost.push({ kind: 'flush', component: store.id, takes: store.flush });
  return lost;
}
