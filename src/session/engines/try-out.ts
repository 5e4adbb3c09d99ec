import type { DesignModel } from '#model/design.js';
import type { TrialWhat } from '../session.js';
import type { Outcome } from './engines.js';

export function tryOut(_model: DesignModel, _what: TrialWhat, _flow: string): Outcome {
  return { fate: null, component: null, lines: ['(simulation to come)'] };
}
