import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { allCalls } from '../consistency/deliveries.js';

const PASSES_ON: ReadonlySet<Component['is'] | undefined> = new Set(['load-balancer', 'api-gateway', 'reverse-proxy']);

/** Two ends of a connection that some step holds, with what passes it on between them, outermost first. */
export type HeldEnds = { readonly from: ComponentId; readonly to: ComponentId; readonly through: readonly ComponentId[] };

/** A connection held through a balancer is one of the balancer's caller, too. */
export function heldEnds(model: DesignModel): readonly HeldEnds[] {
  return allCalls(model)
    .filter(({ call }) => call.hold !== undefined)
    .flatMap(({ call, above }) => {
      const to = call.visit.component;
      const ends: HeldEnds[] = [{ from: call.from, to, through: [] }];
      for (const outer of [...above].reverse()) {
        const inner = outer.visit.component;
        if (!PASSES_ON.has(model.components.get(inner)?.is)) break;
        ends.push({ from: outer.from, to, through: [inner, ...(ends.at(-1)?.through ?? [])] });
      }
      return ends;
    });
}
