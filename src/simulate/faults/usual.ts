import { byText } from '#base/order.js';
import type { Fault } from '#model/design.js';
import { kneeOf } from '../plan/knee.js';
import type { Prepared } from '../simulate.js';

/**
 * The failure that is tried when nobody names one: the zone that most instances stand in, the first by name of equals; where there is only
 * one zone, the component that is full first, or else the first that is not a client.
 */
export function usualFailure({ model, program, specs }: Prepared): Fault['what'] {
  const counts = new Map<string, number>();
  for (const zone of program.instances.zone) {
    const name: string | undefined = program.zones[zone];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (counts.size > 1) {
    const [zone] = [...counts].sort(([a, m], [b, n]) => n - m || byText(a, b))[0]!;
    return { kind: 'zone', zone: zone as (typeof program.zones)[number] };
  }
  const first = specs.find(({ component }) => component.is !== 'client') ?? specs[0]!;
  const component = kneeOf(model, program, specs)?.component ?? first.component.id;
  return { kind: 'component', component: component as (typeof program.stations.ids)[number] };
}
