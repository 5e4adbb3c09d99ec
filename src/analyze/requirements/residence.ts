import type { DesignModel } from '#model/design.js';

type Constraint = DesignModel['requirements']['constraints'][number];

/** Parts of the world as sentences name them, with how names of regions there begin. Others are left to people. */
const AREAS: readonly { readonly area: string; readonly words: RegExp; readonly regions: RegExp }[] = [
  { area: 'the EU', words: /\b(EU|European Union|Europe|EEA)\b/, regions: /^(eu|europe)\b/i },
  { area: 'the US', words: /\b(US|USA|United States)\b/, regions: /^us\b/i },
  { area: 'the UK', words: /\b(UK|United Kingdom)\b/, regions: /^(uk|eu-west-2|europe-west2|gb)\b/i },
  { area: 'Canada', words: /\bCanada\b/, regions: /^(ca|canada|northamerica)\b/i },
  { area: 'India', words: /\bIndia\b/, regions: /^(ap-south|asia-south|in|india)\b/i },
];

/** "... stays in the EU", "kept inside Canada", "never leaves the US". */
const KEPT = /\b(?:stays?|remains?|kept|stored|held|leaves?|leave)\b\s+(?:only\s+)?(?:in|within|inside)?\s*(?:the\s+)?(.{1,24})/i;

/** Legal constraints that keep data in one part of the world, and the regions of the design that lie there. */
export function homesIn(
  model: DesignModel,
  regions: readonly string[],
): readonly { readonly constraint: Constraint; readonly area: string; readonly inside: readonly string[] }[] {
  if (regions.length === 0) return [];
  return model.requirements.constraints.flatMap((constraint) => {
    const place = KEPT.exec(constraint.text)?.[1];
    const found = place === undefined || constraint.kind !== 'legal' ? undefined : AREAS.find(({ words }) => words.test(place));
    return found === undefined ? [] : [{ constraint, area: found.area, inside: regions.filter((region) => found.regions.test(region)) }];
  });
}
