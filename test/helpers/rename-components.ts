import { dump, load } from 'js-yaml';

type Map = Record<string, unknown>;

/** The same design with its components called otherwise, everywhere they are named. */
export function renameComponents(text: string, rename: (id: string) => string): string {
  const design = load(text) as Map & { components: Map };
  const ids = new Set(Object.keys(design.components));
  const named = (id: unknown): unknown => (typeof id === 'string' && ids.has(id) ? rename(id) : id);
  const components = Object.fromEntries(
    Object.entries(design.components).map(([id, one]) => [rename(id), renamed(one, ['replica-of'], named)]),
  );
  const data = mapValues(design['data'], (one) => renamed(one, ['in'], named));
  const flows = mapValues(design['flows'], (flow) => ({
    ...(flow as Map),
    path: ((flow as Map)['path'] as unknown[]).map((step) => renamedStep(step, named)),
  }));
  const requirements = design['requirements'] as Map;
  const quality = mapValues(requirements['quality'], (one) => renamed(one, ['until'], named));
  const decisions = ((design['decisions'] ?? []) as Map[]).map((one) => renamed(one, ['about'], named));
  return dump({ ...design, requirements: { ...requirements, quality }, components, data, flows, decisions }, { lineWidth: -1 });
}

const mapValues = (of: unknown, change: (value: unknown) => unknown): Map =>
  Object.fromEntries(Object.entries((of ?? {}) as Map).map(([key, value]) => [key, change(value)]));

const renamed = (of: unknown, keys: readonly string[], named: (id: unknown) => unknown): Map =>
  Object.fromEntries(
    Object.entries(of as Map).map(([key, value]) => {
      if (key === 'watches') return [key, (value as unknown[]).map(named)];
      return [key, keys.includes(key) ? named(value) : value];
    }),
  );

const GROUPS = ['together', 'any', 'atomic'];

function renamedStep(step: unknown, named: (id: unknown) => unknown): unknown {
  if (typeof step === 'string') return renamedChain(step, named);
  return Object.fromEntries(
    Object.entries(step as Map).map(([key, value]) => {
      if (GROUPS.includes(key)) return [key, (value as unknown[]).map((inner) => renamedStep(inner, named))];
      return /->|~>/.test(key) ? [renamedChain(key, named), value] : [key, value];
    }),
  );
}

const renamedChain = (chain: string, named: (id: unknown) => unknown): string =>
  chain
    .split(/\s*(->|~>)\s*/)
    .map((part) => (part === '->' || part === '~>' ? ` ${part} ` : named(part)))
    .join('');
