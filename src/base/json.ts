import { byText } from './order.js';

/** JSON with keys sorted at every level: the same value gives the same bytes, whatever the order it was built in. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => byText(a, b)));
  });
}
