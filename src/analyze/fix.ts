import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';

export type FixValue = string | number | boolean | null | readonly FixValue[] | { readonly [key: string]: FixValue };

/** One change of a place of the document, by its path. Below a step of a path, attributes are those of its last arrow. */
export type FixEdit =
  | { readonly set: readonly string[]; readonly value: FixValue }
  /** Takes an entry, or an item of a list, out. */
  | { readonly remove: readonly string[] };

/**
 * The smallest change that a rule proposes for a finding. A proposal is tried before anybody sees it: it must make the finding
 * vanish and raise no other, or it is dropped.
 */
export type Fix = {
  /** What it does, as an instruction: `Run 3 instances of "api"`. */
  readonly title: string;
  readonly edits: readonly FixEdit[];
};

/** Sets one attribute of a component, by its dotted path: `replication.read`. */
export const setAttribute = (component: string, attribute: string, value: FixValue): FixEdit => ({
  set: ['components', component, ...attribute.split('.')],
  value,
});

/** Sets one attribute of a call. Where the call is not the last arrow of its step, the proposal will not hold and is dropped. */
export const setOnCall = (call: Call, attribute: string, value: FixValue): FixEdit => ({ set: [...call.origin.path, attribute], value });

/** Seconds as a design writes them: `250ms`, `2s`. Two digits, rounded down, since a time is mostly an upper limit. */
export function timeText(seconds: number): string {
  const down = (value: number): number => {
    const step = 10 ** (Math.floor(Math.log10(value)) - 1);
    return Number((Math.floor(value / step + 1e-9) * step).toPrecision(2));
  };
  return seconds >= 1 ? `${down(seconds)}s` : `${Math.max(1, Math.floor(down(seconds * 1000)))}ms`;
}

/** A count or a rate rounded up to two digits, as a design writes it: `250`, `12k`. */
export function roundUp(value: number): string {
  if (value <= 0) return '0';
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  const rounded = Math.ceil(value / step - 1e-9) * step;
  if (rounded >= 1e6) return `${Number((rounded / 1e6).toPrecision(2))}M`;
  return rounded >= 1e4 ? `${Number((rounded / 1e3).toPrecision(2))}k` : String(rounded);
}

/** How a design names a zone under a component: its own name in one region, with the region where there are several. */
export function zoneNames(model: DesignModel, region?: string): readonly string[] {
  const zones = [...model.zones.values()].filter((zone) => region === undefined || zone.region === region);
  const regions = new Set([...model.zones.values()].map((zone) => zone.region));
  return zones.map(({ id, region: of }) => (regions.size === 1 && id.startsWith(`${of}/`) ? id.slice(of.length + 1) : id));
}

/** One attribute of a component, set. */
export const settle = (component: string, attribute: string, value: FixValue, title: string): Fix => ({
  title,
  edits: [setAttribute(component, attribute, value)],
});

/** One attribute of a step, set. */
export const settleCall = (call: Call, attribute: string, value: FixValue, title: string): Fix => ({
  title,
  edits: [setOnCall(call, attribute, value)],
});
