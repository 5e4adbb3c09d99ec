import type { ComponentId } from '#model/ids.js';

/** `waits` is drawn solid, `handed-over` dashed; `follows` (a read replica of its store, a monitor's watch) is no request. */
export type EdgeStyle = 'waits' | 'handed-over' | 'follows';

/** What is drawn as one line: everything with the same ends and the same manner. */
export type Bundle = {
  readonly from: ComponentId;
  readonly to: ComponentId;
  readonly style: EdgeStyle;
  /** A word or two for each use. */
  readonly short: Set<string>;
  /** Names of those who use it and say nothing more. */
  readonly bare: Set<string>;
  /** `name: words` of those who do. */
  readonly worded: Set<string>;
};

/** Gathers uses into bundles, in the order of first use. */
export class Bundles {
  private readonly bundles = new Map<string, Bundle>();

  add(from: ComponentId, to: ComponentId, style: EdgeStyle, short: string, name: string, words: string): void {
    const key = JSON.stringify([from, to, style]);
    const bundle = this.bundles.get(key) ?? { from, to, style, short: new Set(), bare: new Set(), worded: new Set() };
    bundle.short.add(short);
    if (words === '') bundle.bare.add(name);
    else bundle.worded.add(`${name}: ${words}`);
    this.bundles.set(key, bundle);
  }

  list(): readonly Bundle[] {
    return [...this.bundles.values()];
  }
}

/** The uses of a bundle for a legend: those without words share a line. */
export const usesOf = (bundle: Bundle): string[] => [...(bundle.bare.size === 0 ? [] : [[...bundle.bare].join(', ')]), ...bundle.worded];
