import { nearest } from '#base/nearest.js';
import { COMPONENT_KINDS, type Component, type ComponentBase, type ComponentKind } from '#model/component.js';
import type { Assumption } from '#model/design.js';
import { ComponentId, ZoneId } from '#model/ids.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import { commonSchema, type Kind } from '../schema/define-kind.js';
import { isKind, KINDS, kindsWith } from '../schema/kinds.js';
import { resolve } from '../schema/resolve.js';
import { childOf, describeNode, type YamlEntry, type YamlNode, type YamlScalar } from '../yaml/tree.js';
import type { Sheet } from './estimates.js';
import type { Places } from './regions.js';

export type Parts = {
  readonly components: ReadonlyMap<ComponentId, Component>;
  /** The kind of every declared component, also of those that could not be read whole. */
  readonly kinds: ReadonlyMap<string, ComponentKind>;
};

/** What people call an attribute on a kind that calls it otherwise. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  replicas: ['copies', 'shards'],
  instances: ['replicas', 'copies'],
  copies: ['replicas'],
  latency: ['time'],
  'service-time': ['time'],
  threads: ['concurrency'],
  capacity: ['concurrency'],
  'dead-letter-queue': ['dead-letter'],
  dlq: ['dead-letter'],
  type: ['is', 'kind'],
  expiry: ['ttl'],
  ram: ['memory'],
  rate: ['limit', 'rate-limit'],
  throttle: ['limit', 'rate-limit'],
  waf: ['firewall'],
  ssl: ['tls'],
  https: ['tls'],
  probe: ['health-check'],
  affinity: ['sticky'],
  'session-affinity': ['sticky'],
  'session-persistence': ['sticky'],
  'connection-draining': ['drain'],
  'visibility-timeout': ['redeliver-after'],
  'max-receives': ['attempts'],
  'max-deliveries': ['attempts'],
  'back-pressure': ['when-full'],
  overflow: ['when-full'],
  'connection-pool': ['pool'],
  'storage-engine': ['engine'],
  fsync: ['flush'],
  policy: ['eviction', 'algorithm'],
  deployment: ['deploy'],
};

export function readComponents(reading: Reading, sheet: Sheet, places: Places, assumed: Assumption[]): Parts {
  const components = new Map<ComponentId, Component>();
  const kinds = new Map<string, ComponentKind>();
  for (const entry of reading.entries(['components'])) {
    const path = ['components', entry.key.text];
    const is = kindOf(reading, entry.value, path);
    // A component whose kind is wrong is declared all the same: paths that name it are read as if it were somebody else's system.
    kinds.set(entry.key.text, is ?? 'external');
    if (!is) continue;
    const component = readComponent(reading, sheet, places, assumed, entry, KINDS[is], path);
    if (component) components.set(component.id, component);
  }
  for (const component of components.values()) checkReplicaOf(reading, component, kinds);
  return { components, kinds };
}

function kindOf(reading: Reading, node: YamlNode, path: Path): ComponentKind | undefined {
  const is = childOf(node, 'is');
  if (node.kind !== 'map' || !is) {
    const message =
      node.kind === 'map' ? `"${path[1]}" does not say what it is` : `"${path[1]}" is ${describeNode(node)}; a component is a map`;
    reading.report(path, {
      code: 'kind/missing',
      message,
      help: `Add a kind, for example { is: service }. Kinds: ${COMPONENT_KINDS.join(', ')}.`,
      atKey: true,
    });
    return undefined;
  }
  const said = is.kind === 'scalar' ? is.text : '';
  if (isKind(said)) return said;
  reading.report([...path, 'is'], {
    code: 'kind/unknown',
    message: `There is no kind of component ${describeNode(is)}`,
    expected: `one of ${COMPONENT_KINDS.join(', ')}`,
    help: `Kinds: ${COMPONENT_KINDS.join(', ')}.`,
    suggestion: nearest(said, COMPONENT_KINDS),
  });
  return undefined;
}

function readComponent(
  reading: Reading,
  sheet: Sheet,
  places: Places,
  assumed: Assumption[],
  entry: YamlEntry,
  kind: Kind,
  path: Path,
): Component | undefined {
  const names = Object.keys(kind.schema.shape);
  const node = withDefaults(entry.value, kind, path, assumed);
  const elsewhere = (name: string) => explainElsewhere(name, kind, names);
  const said = reading.parse(kind.schema, node, path, { names, what: `${article(kind.is)} ("${path[1]}")`, elsewhere });
  if (!said) return undefined;
  const attributes = resolve(said, path, sheet, reading.complain) as Record<string, unknown>;
  const own = Object.fromEntries(Object.entries(attributes).filter(([name]) => !(name in commonSchema.shape)));
  const regions = regionsOf(reading, attributes['at'] as string[] | undefined, places, path);
  const base: ComponentBase = {
    id: ComponentId(entry.key.text),
    origin: reading.originOf(entry, path),
    text: attributes['text'] as string | undefined,
    written: reading.written(entry.value, path),
    zones: zonesOf(reading, attributes['zones'] as string[] | undefined, regions, places, path, assumed, kind),
    regions,
    availability: attributes['availability'] as ComponentBase['availability'],
    repair: attributes['repair'] as ComponentBase['repair'],
    need: attributes['need'] as number | undefined,
    cost: attributes['cost'] as ComponentBase['cost'],
  };
  return kind.build(own as never, base, Math.max(1, regions.length));
}

const article = (kind: string): string => (/^[aeio]/.test(kind) ? `an ${kind}` : `a ${kind}`);

function explainElsewhere(
  name: string,
  kind: Kind,
  names: readonly string[],
): { help: string; suggestion?: string | undefined } | undefined {
  const renamed = OTHER_NAMES[name]?.find((other) => names.includes(other));
  const kinds = kindsWith(name);
  if (kinds.length === 0) return renamed ? { help: `${article(kind.is)} calls it "${renamed}".`, suggestion: renamed } : undefined;
  return { help: `Kinds that have it: ${kinds.join(', ')}.`, suggestion: renamed };
}

/** The node with what it leaves out filled in from the defaults of its kind; each is noted as assumed. */
function withDefaults(node: YamlNode, kind: Kind, path: Path, assumed: Assumption[]): YamlNode {
  if (node.kind !== 'map') return node;
  const written = new Set(node.entries.map((entry) => entry.key.text));
  const added: YamlEntry[] = [];
  for (const [name, { value, source }] of Object.entries(kind.defaults)) {
    if (written.has(name)) continue;
    assumed.push({ path: [...path, name].join('.'), value, source });
    added.push({ key: scalar(name), value: scalar(value) });
  }
  return added.length === 0 ? node : { ...node, entries: [...node.entries, ...added] };
}

const scalar = (text: string): YamlScalar => ({ kind: 'scalar', text, plain: true, start: 0, end: 0 });

function regionsOf(reading: Reading, at: readonly string[] | undefined, places: Places, path: Path): string[] {
  return (at ?? []).filter((region) => reading.known(region, places.regions, [...path, 'at'], 'region'));
}

/** Names of zones, alone (`a`) where one region has it or `at` says which, or whole (`us-east/a`). */
function zonesOf(
  reading: Reading,
  said: readonly string[] | undefined,
  regions: readonly string[],
  places: Places,
  path: Path,
  assumed: Assumption[],
  kind: Kind,
): ZoneId[] {
  if (places.zones.size === 0) {
    if (said)
      reading.report([...path, 'zones'], {
        code: 'zone/undeclared',
        message: 'The design declares no regions, so it has no zones',
        help: 'Add `regions: { <name>: { zones: [a, b] } }`.',
      });
    return [];
  }
  const candidates = regions.length > 0 ? regions : [...places.regions.keys()];
  if (!said) {
    const all = interleave(candidates.map((region) => places.regions.get(region) ?? []));
    const placed = !['client', 'external', 'dns', 'cdn', 'monitor', 'object-store'].includes(kind.is);
    if (placed)
      assumed.push({
        path: [...path, 'zones'].join('.'),
        value: all.join(', '),
        source: 'the language: instances go over the declared zones in turn',
      });
    return placed ? all : [];
  }
  return interleave(
    candidates.map((region) => said.flatMap((name) => (places.zones.has(ZoneId(region, name)) ? [ZoneId(region, name)] : []))),
  ).concat(
    said.flatMap((name) => (places.zones.has(name as ZoneId) ? [name as ZoneId] : unknownZone(reading, name, candidates, places, path))),
  );
}

function unknownZone(reading: Reading, name: string, regions: readonly string[], places: Places, path: Path): ZoneId[] {
  if (regions.some((region) => places.zones.has(ZoneId(region, name)))) return [];
  const names = [...places.zones.keys()].flatMap((id) => [id.split('/').at(-1)!, id]);
  reading.known(name, new Set(names), [...path, 'zones'], 'zone');
  return [];
}

function interleave(lists: readonly (readonly ZoneId[])[]): ZoneId[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat();
}

function checkReplicaOf(reading: Reading, component: Component, kinds: ReadonlyMap<string, ComponentKind>): void {
  if (component.is !== 'database' || component.replicaOf === undefined) return;
  const databases = new Set([...kinds].filter(([, is]) => is === 'database').map(([id]) => id));
  reading.known(component.replicaOf, databases, ['components', component.id, 'replica-of'], 'database');
}
