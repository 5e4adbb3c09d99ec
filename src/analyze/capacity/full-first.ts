import { byKeys } from '#base/order.js';
import type { ComponentId } from '#model/ids.js';
import type { Capacity, ComponentCapacity, FullAt } from './capacity.js';

/** What is full first as load grows; undefined limits are left out. */
export function firstFull(components: ReadonlyMap<ComponentId, ComponentCapacity>): Capacity['first'] {
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
