import type { Counted } from '../counted.js';
import type { ScoreInput } from '../input.js';
import type { Check } from '../rubric.js';
import type { Part } from '../weigh.js';
import { decisionsHold } from './decisions.js';
import { claimsHold, estimatesExpected, estimatesUsed } from './estimates.js';
import { noFindings } from './findings.js';
import { availabilityMet, guaranteesMet, simulatedTargets, utilisation } from './measured.js';
import { endpoints, factsAsked, needsCovered, needsStated } from './needs.js';
import { dataDescribed, sizesStated } from './parts.js';
import { partsUsed } from './purpose.js';
import { survivesMet } from './survival.js';
import { targetsStated } from './targets.js';

/** What a check says of a design, part by part. An empty list: the problem asks for nothing of the kind. */
export function runCheck(input: ScoreInput, check: Check, counted: Counted): readonly Part[] {
  switch (check.kind) {
    case 'needs-stated':
      return needsStated(input);
    case 'needs-covered':
      return needsCovered(input);
    case 'targets-stated':
      return targetsStated(input);
    case 'facts-asked':
      return factsAsked(input);
    case 'estimates-expected':
      return estimatesExpected(input);
    case 'claims-hold':
      return claimsHold(input);
    case 'estimates-used':
      return estimatesUsed(input);
    case 'endpoints':
      return endpoints(input);
    case 'data-described':
      return dataDescribed(input);
    case 'sizes-stated':
      return sizesStated(input);
    case 'parts-used':
      return partsUsed(input);
    case 'utilisation':
      return utilisation(input, check.at, check.below, counted);
    case 'availability-met':
      return availabilityMet(input, counted);
    case 'survives-met':
      return survivesMet(input, counted);
    case 'guarantees-met':
      return guaranteesMet(input, counted);
    case 'no-findings':
      return noFindings(input, check.codes, check.where, counted);
    case 'decisions-hold':
      return decisionsHold(input, check.wanted);
    case 'simulated-targets':
      return simulatedTargets(input);
  }
}
