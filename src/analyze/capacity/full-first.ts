import { byKeys } from '#base/order.js';
import type { ComponentId } from '#model/ids.js';
import type { ComponentCapacity, FullAt } from './component-capacity.js';
import type { UsageName } from './station.js';

export type FirstFull = { readonly component: ComponentId; readonly headroom: number; readonly limit: UsageName };

/** What is full first as load grows; undefined limits are left out. */
export function firstFull(components: ReadonlyMap<ComponentId, ComponentCapacity>): FirstFull | null {
  const limited = [...components].flatMap(([component, { headroom, limit }]) =>
    headroom === null || limit === null ? [] : [{ component, headroom, limit }],
  );
  return (
    limited.sort(
      byKeys(
        (each) => each.headroom,
        (each) => each.component,
      ),
    )[0] ?? null
  );
}

/** What a multiple of the peak fills, worst first. */
export const fullAt = (components: ReadonlyMap<ComponentId, ComponentCapacity>, times: number): readonly FullAt[] =>
  [...components]
    .flatMap(([component, { saturation, limit }]) =>
      saturation === null || limit === null || saturation * times <= 1 ? [] : [{ component, saturation: saturation * times, limit }],
    )
    .sort(
      byKeys(
        (each) => -each.saturation,
        (each) => each.component,
      ),
    );
