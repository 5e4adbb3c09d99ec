import { byKeys } from '#base/order.js';
import type { ComponentId } from '#model/ids.js';
import { type ComponentCapacity, type FullAt, type LimitName, tightest } from './component-capacity.js';

export type FirstFull = { readonly component: ComponentId; readonly headroom: number; readonly limit: LimitName };

/** What is full first as load grows, or refuses first what is more; undefined limits are left out. */
export function firstFull(components: ReadonlyMap<ComponentId, ComponentCapacity>): FirstFull | null {
  const limited = [...components].flatMap(([component, each]) => {
    const full = tightest(each);
    return full === null || full.use === 0 ? [] : [{ component, headroom: 1 / full.use, limit: full.limit }];
  });
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
    .flatMap(([component, each]) => {
      const full = tightest(each);
      return full === null || full.use * times <= 1 ? [] : [{ component, saturation: full.use * times, limit: full.limit }];
    })
    .sort(
      byKeys(
        (each) => -each.saturation,
        (each) => each.component,
      ),
    );
