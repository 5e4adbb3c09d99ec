import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import type { Finding, NotChecked } from './finding.js';

/** Whether the design says of an attribute, by its dotted path, that it is not known. */
export const saysUnknown = (model: DesignModel, path: string): boolean => model.unknown.some((each) => each.path === path);

/** Whether a step says of one of its attributes that it is not known. */
export const stepSaysUnknown = (model: DesignModel, call: Call, attribute: string): boolean =>
  model.unknown.length > 0 && saysUnknown(model, [...call.origin.path, attribute].join('.'));

/** Attributes that say how many instances there are and where. */
const SIZES = [
  'replicas',
  'replicas.min',
  'replicas.max',
  'copies',
  'shards',
  'shards.count',
  'replication',
  'replication.copies',
  'partitions',
  'need',
  'zones',
];

/** Whether how many instances a component has, or where they are, is not known. The model then has one: nothing may rest on that. */
export const sizeUnknown = (model: DesignModel, component: ComponentId): boolean =>
  model.unknown.length > 0 && SIZES.some((name) => saysUnknown(model, `components.${component}.${name}`));

/** Families whose verdicts rest on how many instances there are. */
const RESTS_ON_SIZE = /^(spof|availability|capacity|durability|scaling|cost|excess)\//;

/** Findings that rest on a size nobody knows are no verdicts: they become what could not be checked, and why. */
export function withoutUnknownSizes(
  model: DesignModel,
  findings: readonly Finding[],
): { readonly kept: Finding[]; readonly notChecked: NotChecked[] } {
  const kept: Finding[] = [];
  const notChecked: NotChecked[] = [];
  for (const finding of findings) {
    const about = finding.subject.find((id) => model.components.has(id as ComponentId));
    if (about === undefined || !RESTS_ON_SIZE.test(finding.rule) || !sizeUnknown(model, about as ComponentId)) kept.push(finding);
    else
      notChecked.push({
        rule: finding.rule,
        subject: finding.subject,
        reason: `how many instances "${about}" has, or where, is not known`,
      });
  }
  return { kept, notChecked };
}
