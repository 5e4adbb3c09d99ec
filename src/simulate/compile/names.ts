import type { Dns } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Names } from '../kernel/names.js';
import type { Code } from './code.js';

/** How users are led to another region: by the first name service that says when. `undefined`: they stay with theirs. */
export function namesOf(model: DesignModel, code: Code): Names | undefined {
  const services = [...model.components.values()].filter((each): each is Dns => each.is === 'dns');
  const known = services.find(({ failover }) => failover !== undefined);
  if (known !== undefined) {
    // Anycast changes routes, which nobody keeps.
    const ttl = known.routing === 'anycast' ? 0 : known.ttl;
    if (ttl === undefined) code.assumptions.add(`how long answers of ${known.id} are kept is not known: taken as not at all`);
    return { failover: known.failover!, ttl: ttl ?? 0 };
  }
  const several = new Set([...model.zones.values()].map(({ region }) => region)).size > 1;
  if (several) code.assumptions.add('nothing says when users are led to another region: they stay with theirs');
  return undefined;
}
