import { callsOf } from '#model/calls.js';
import type { DesignModel } from '#model/design.js';
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
  const from = new Map<string, string>([[component, '']]);
  let found: string | undefined;
  for (let level = [component]; found === undefined && level.length > 0; ) {
    const beyond: string[] = [];
    for (const each of level)
      for (const to of next.get(each) ?? []) {
        if (from.has(to)) continue;
        from.set(to, each);
        beyond.push(to);
      }
    found = fullest(beyond, components);
    level = beyond;
  }
  if (found === undefined) return slowBehind(components[component], next.get(component) ?? new Set());
  const through: string[] = [];
  for (let each = from.get(found)!; each !== component; each = from.get(each)!) through.unshift(each);
  return { cause: found, ...(through.length > 0 ? { through } : {}) };
}

/** Slots that are all taken although nothing behind them is full: what they wait for takes its time. */
const slowBehind = (report: ComponentReport | undefined, behind: ReadonlySet<string>): Pick<Stability, 'waitsFor'> =>
  report !== undefined && behind.size > 0 && report.utilisation + report.held >= FULL ? { waitsFor: [...behind] } : {};

/** By component, what its visits wait for, in the order of the design. */
function waitedFor(model: DesignModel): ReadonlyMap<string, ReadonlySet<string>> {
  const next = new Map<string, Set<string>>();
  for (const flow of model.flows.values())
    for (const { from, visit, waits } of callsOf(flow)) {
      if (!waits) continue;
      if (!next.has(from)) next.set(from, new Set());
      next.get(from)!.add(visit.component);
    }
  return next;
}

function fullest(ids: readonly string[], components: Components): string | undefined {
  const use = (id: string): number => Math.max(components[id]!.utilisation, Math.min(1, components[id]!.demand ?? 0) * FULL);
  return ids
    .filter((id) => isFull(components[id]))
    .reduce<string | undefined>((a, b) => (a !== undefined && use(a) >= use(b) ? a : b), undefined);
}

/** A limit that lets what is too much wait shows no work; slots that wait on others are not full of their own. */
function isFull(report: ComponentReport | undefined): boolean {
  if (report === undefined) return false;
  const { utilisation, held, demand, queueLength } = report;
  return utilisation >= FULL || (demand !== null && demand >= 1 && held < 0.5 && utilisation + held < FULL && queueLength >= 1);
}
