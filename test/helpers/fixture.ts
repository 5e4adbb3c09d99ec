import { readFileSync } from 'node:fs';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';

export const DESIGNS = ['headline', 'news-feed', 'online-payment', 'chat'] as const;

/** One of the whole designs under test/fixtures/designs. */
export function fixture(name: (typeof DESIGNS)[number]): DesignModel {
  const { model } = readDesign(readFileSync(new URL(`../fixtures/designs/${name}.yaml`, import.meta.url), 'utf8'));
  if (model === undefined) throw new Error(`${name} does not read`);
  return model;
}
