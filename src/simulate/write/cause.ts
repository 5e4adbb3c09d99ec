import type { DesignModel } from '#model/design.js';
import { nearestBehind, waitedFor } from '../plan/waited-for.js';
import type { ComponentReport, RunReport, Stability } from '../report.js';

/** Share of the capacity from which on a component is full with work of its own: what comes above it waits. */
const FULL = 0.9;

type Components = RunReport['components'];

/**
 * What is full behind the component at which work piles up, where that one does little work itself and waits for others: the nearest one
 * that is full with work of its own, or of a limit that lets nobody through faster, among those that its visits wait for.
 */
export function causeOf(
  model: DesignModel,
  components: Components,
  { component }: Stability,
): Pick<Stability, 'cause' | 'through' | 'waitsFor'> {
  if (component === undefined || isFull(components[component])) return {};
  const next = waitedFor(model);
  const behind = nearestBehind(next, component, (ids) => fullest(ids, components));
  if (behind === undefined) return slowBehind(components[component], next.get(component) ?? new Set());
  const { found, through } = behind;
  return { cause: found, ...(through.length > 0 ? { through } : {}) };
}

/** Slots that are all taken although nothing behind them is full: what they wait for takes its time. */
const slowBehind = (report: ComponentReport | undefined, behind: ReadonlySet<string>): Pick<Stability, 'waitsFor'> =>
  report !== undefined && behind.size > 0 && Math.max(report.utilisation, report.inUse) >= FULL ? { waitsFor: [...behind] } : {};

function fullest(ids: readonly string[], components: Components): string | undefined {
  const use = (id: string): number => Math.max(components[id]!.utilisation, Math.min(1, components[id]!.demand ?? 0) * FULL);
  return ids
    .filter((id) => isFull(components[id]))
    .reduce<string | undefined>((a, b) => (a !== undefined && use(a) >= use(b) ? a : b), undefined);
}

/** A limit that lets what is too much wait shows no work; slots that wait on others are not full of their own. */
function isFull(report: ComponentReport | undefined): boolean {
  if (report === undefined) return false;
  const { utilisation, held, inUse, demand, queueLength } = report;
  return utilisation >= FULL || (demand !== null && demand >= 1 && held < 0.5 && inUse < FULL && queueLength >= 1);
}
