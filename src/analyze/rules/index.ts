import type { Rule } from '../define-rule.js';
import { loneInstance } from './spof/lone-instance.js';

/** Every rule, by id. A rule that is not listed here is found by the test of the registry. */
export const RULES: readonly Rule[] = [loneInstance];
