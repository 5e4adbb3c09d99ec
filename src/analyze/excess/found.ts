import type { RuleContext } from '../define-rule.js';
import { type ExcessResult, excessOf } from './excess.js';

/** Both rules about excess read the same search: what one calls too much counts with what the other does. */
const known = new WeakMap<RuleContext['analysis'], ExcessResult>();

export function excessIn({ model, analysis, rejudge }: RuleContext): ExcessResult {
  const found = known.get(analysis) ?? excessOf(model, analysis, rejudge);
  known.set(analysis, found);
  return found;
}
