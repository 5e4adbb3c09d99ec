import { callsOf } from '#model/calls.js';
import type { DesignModel } from '#model/design.js';

/** By component, what its visits wait for, in the order of the design. */
export function waitedFor(model: DesignModel): ReadonlyMap<string, ReadonlySet<string>> {
  const next = new Map<string, Set<string>>();
  for (const flow of model.flows.values())
    for (const { from, visit, waits } of callsOf(flow)) {
      if (!waits) continue;
      if (!next.has(from)) next.set(from, new Set());
      next.get(from)!.add(visit.component);
    }
  return next;
}

/** The nearest of what a component waits for, itself or through others, that `pick` chooses among those as near; and what is between the two. */
export function nearestBehind(
  next: ReadonlyMap<string, ReadonlySet<string>>,
  component: string,
  pick: (ids: readonly string[]) => string | undefined,
): { readonly found: string; readonly through: readonly string[] } | undefined {
  const from = new Map<string, string>([[component, '']]);
  for (let level = [component]; level.length > 0; ) {
    const beyond: string[] = [];
    for (const each of level)
      for (const to of next.get(each) ?? []) {
        if (from.has(to)) continue;
        from.set(to, each);
        beyond.push(to);
      }
    const found = pick(beyond);
    if (found !== undefined) {
      const through: string[] = [];
      for (let each = from.get(found)!; each !== component; each = from.get(each)!) through.unshift(each);
      return { found, through };
    }
    level = beyond;
  }
  return undefined;
}
