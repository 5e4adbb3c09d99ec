import * as z from 'zod';
import type { Assumption, Network, Zone } from '#model/design.js';
import { ZoneId } from '#model/ids.js';
import { Ratio, Seconds } from '#model/units.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import { quantity, ratio, time, type Written } from '../schema/leaves.js';
import { resolve, resolveSum } from '../schema/resolve.js';
import { childOf, isNothing, type YamlNode } from '../yaml/tree.js';
import type { Sheet } from './estimates.js';

/** What a zone is taken to be where the design says nothing. */
const ZONE = { availability: 0.9995, repair: 3600 };
const ZONE_SOURCE = 'assumption: no provider states a zone by itself; Amazon RDS promises 99.95% over two zones and 99.5% in one';

const zoneSchema = z.strictObject({ availability: ratio('Availability of the zone.'), repair: time('Mean time to repair.') });
export const regionSchema = z.strictObject({
  zones: z.unknown().optional().meta({ description: 'Names, or a map of names to { availability, repair }.' }),
  text: z.string().optional(),
});

export type Places = { readonly zones: ReadonlyMap<ZoneId, Zone>; readonly regions: ReadonlyMap<string, readonly ZoneId[]> };

/** `regions: { us-east: { zones: [a, b, c] } }`; a region without zones is one zone of its own name. */
export function readRegions(reading: Reading, sheet: Sheet, assumed: Assumption[]): Places {
  const zones = new Map<ZoneId, Zone>();
  const regions = new Map<string, readonly ZoneId[]>();
  for (const entry of reading.entries(['regions'])) {
    const region = entry.key.text;
    const path = ['regions', region];
    if (!isNothing(entry.value) && reading.parse(regionSchema, entry.value, path, { names: Object.keys(regionSchema.shape) }) === undefined)
      continue;
    const names = zoneNames(reading, childOf(entry.value, 'zones'), [...path, 'zones'], region);
    const ids: ZoneId[] = [];
    for (const { name, node, at } of names) {
      const id = ZoneId(region, name);
      const said = node && reading.parse(zoneSchema, node, at, { names: Object.keys(zoneSchema.shape), what: `zone "${name}"` });
      const { availability, repair } = resolve(said ?? {}, at, sheet, reading.complain);
      if (availability === undefined)
        assumed.push({ path: `zones.${id}.availability`, value: `${ZONE.availability * 100}%`, source: ZONE_SOURCE });
      zones.set(id, { id, region, availability: availability ?? Ratio(ZONE.availability), repair: repair ?? Seconds(ZONE.repair) });
      ids.push(id);
    }
    regions.set(region, ids);
  }
  return { zones, regions };
}

type NamedZone = { readonly name: string; readonly node: YamlNode | undefined; readonly at: Path };

function zoneNames(reading: Reading, node: YamlNode | undefined, path: Path, region: string): NamedZone[] {
  if (!node || isNothing(node)) return [{ name: region, node: undefined, at: path }];
  if (node.kind === 'map')
    return node.entries.map((entry) => ({
      name: entry.key.text,
      node: isNothing(entry.value) ? undefined : entry.value,
      at: [...path, entry.key.text],
    }));
  const seen = new Set<string>();
  return reading.items(path, node).flatMap((item, index) => {
    const at = [...path, String(index)];
    if (item.kind !== 'scalar') {
      reading.report(at, {
        code: 'type/wrong',
        message: 'A zone in a list is a name',
        help: 'Write [a, b, c], or a map with { availability, repair }.',
      });
      return [];
    }
    if (seen.has(item.text))
      reading.report(at, { code: 'name/twice', message: `Zone "${item.text}" is listed twice`, help: 'Name each zone once.' });
    seen.add(item.text);
    return [{ name: item.text, node: undefined, at }];
  });
}

const NETWORK: Readonly<Record<'sameZone' | 'otherZone' | 'otherRegion' | 'client', readonly [number, string]>> = {
  sameZone: [0.0005, 'Jeff Dean, "Numbers Everyone Should Know": 0.5 ms for a round trip within a data centre'],
  otherZone: [0.001, 'assumption: about 1 ms between zones of one region; Amazon states single-digit milliseconds'],
  otherRegion: [0.15, 'Jeff Dean, "Numbers Everyone Should Know": 150 ms from California to the Netherlands and back'],
  client: [0, 'the language: times count from the edge of the system'],
};
const NETWORK_KEYS = { 'same-zone': 'sameZone', 'other-zone': 'otherZone', 'other-region': 'otherRegion', client: 'client' } as const;

/** `network: none`, or round trips: `same-zone`, `other-zone`, `other-region`, `client`, and `us-east <-> eu-west`. */
export function readNetwork(reading: Reading, sheet: Sheet, places: Places, assumed: Assumption[]): Network {
  const node = childOf(reading.root, 'network');
  const between = new Map<string, Seconds>();
  const said: Partial<Record<keyof typeof NETWORK, number | undefined>> = {};
  if (node?.kind === 'scalar' && node.text === 'none')
    return { sameZone: Seconds(0), otherZone: Seconds(0), otherRegion: Seconds(0), client: Seconds(0), between };
  if (node && node.kind !== 'map' && !isNothing(node))
    reading.report(['network'], {
      code: 'type/wrong',
      message: 'The network is `none`, or a map of round trips',
      help: 'Write network: { us-east <-> eu-west: 80ms }.',
    });
  for (const entry of node?.kind === 'map' ? node.entries : []) {
    const path = ['network', entry.key.text];
    const written = reading.parse(quantity('time', 'A round trip.'), entry.value, path);
    const value = written && resolveSum(written as Written<'time'>, path, sheet.scopeFor(path), reading.complain);
    const known = NETWORK_KEYS[entry.key.text as keyof typeof NETWORK_KEYS];
    if (known) said[known] = value;
    else for (const name of regionPair(reading, entry.key.text, path, places)) between.set(name, Seconds(value ?? 0));
  }
  const seconds = (name: keyof typeof NETWORK): Seconds => {
    if (said[name] === undefined)
      assumed.push({ path: `network.${name}`, value: `${NETWORK[name][0] * 1000} ms`, source: NETWORK[name][1] });
    return Seconds(said[name] ?? NETWORK[name][0]);
  };
  return {
    sameZone: seconds('sameZone'),
    otherZone: seconds('otherZone'),
    otherRegion: seconds('otherRegion'),
    client: seconds('client'),
    between,
  };
}

function regionPair(reading: Reading, key: string, path: Path, places: Places): string[] {
  const [a, b, ...rest] = key.split('<->').map((part) => part.trim());
  if (a === undefined || b === undefined || rest.length > 0) {
    reading.report(path, {
      code: 'attribute/unknown',
      message: `The network has no "${key.slice(0, 64)}"`,
      help: `It has ${Object.keys(NETWORK_KEYS).join(', ')} and pairs such as us-east <-> eu-west.`,
      atKey: true,
    });
    return [];
  }
  const known = [a, b].every((name) => reading.known(name, places.regions, path, 'region'));
  return known ? [`${a} <-> ${b}`, `${b} <-> ${a}`] : [];
}
