import * as z from 'zod';
import type { Finding } from '#analyze/finding.js';
import { stableJson } from '#base/json.js';
import { byKeys } from '#base/order.js';

/** Known findings of one design. `index` tells apart findings that are alike but for their place. */
const designSchema = z.strictObject({
  file: z.string(),
  title: z.string(),
  findings: z.array(z.strictObject({ code: z.string(), subject: z.array(z.string()), index: z.int().min(0) })),
});
const schema = z.strictObject({ schema: z.literal('sysdrill/baseline@1'), designs: z.array(designSchema) });

/** What was found in some designs once and is not counted again. Keyed by code and subject: never by line, and by file only first. */
export type Baseline = z.infer<typeof schema>;
export type BaselineDesign = Baseline['designs'][number];

/** A design as it is now; findings in their order. */
export type BaselineSubject = { readonly file: string; readonly title: string; readonly findings: readonly Finding[] };

export const NO_BASELINE: Baseline = { schema: 'sysdrill/baseline@1', designs: [] };

/** Undefined for a text that is none. */
export function readBaseline(text: string): Baseline | undefined {
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

/** One design a line, sorted, so that a change is seen in a diff. */
export function baselineText({ schema: name, designs }: Baseline): string {
  const lines = [...designs].sort(byKeys(({ file }) => file)).map((design) => `    ${stableJson(design)}`);
  return `{\n  "schema": "${name}",\n  "designs": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

type Key = BaselineDesign['findings'][number];

/** The key of each finding: its code, its subject, and which of those that are alike it is. */
export function keysOf(findings: readonly Finding[]): ReadonlyMap<Finding, Key> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const { code, subject } = finding;
      const name = JSON.stringify([code, subject]);
      const index = seen.get(name) ?? 0;
      seen.set(name, index + 1);
      return [finding, { code, subject: [...subject], index }];
    }),
  );
}

/** The entry of each design: that of its file, else one of the same title whose own file is not among the designs. */
export function matchBaseline({ designs }: Baseline, subjects: readonly BaselineSubject[]): ReadonlyMap<BaselineSubject, BaselineDesign> {
  const files = new Set(subjects.map(({ file }) => file));
  const free = designs.filter(({ file }) => !files.has(file));
  const found = new Map<BaselineSubject, BaselineDesign>();
  for (const subject of subjects) {
    const own = designs.find(({ file }) => file === subject.file);
    const moved = free.findIndex(({ title }) => title === subject.title);
    const match = own ?? (moved < 0 ? undefined : free.splice(moved, 1)[0]);
    if (match !== undefined) found.set(subject, match);
  }
  return found;
}

/** Which findings a design had before, and which of those it had are gone. */
export function compareBaseline(design: BaselineDesign | undefined, findings: readonly Finding[]): { known: Finding[]; gone: Key[] } {
  const name = ({ code, subject, index }: Key): string => JSON.stringify([code, subject, index]);
  const before = new Map((design?.findings ?? []).map((key) => [name(key), key]));
  const keys = keysOf(findings);
  const exact = new Set(findings.filter((finding) => before.delete(name(keys.get(finding)!))));
  // A flow more or less on the list does not make it another finding: its code and what it is mainly about decide.
  const about = (finding: Finding): string | undefined =>
    [...before].find(([, key]) => key.code === finding.code && key.subject[0] === finding.subject[0])?.[0];
  const known = findings.filter((finding) => {
    if (exact.has(finding)) return true;
    const old = about(finding);
    return old !== undefined && before.delete(old);
  });
  return { known, gone: [...before.values()] };
}

/** The baseline with the designs as they are now; those that were not looked at stay as they were. */
export function updateBaseline(baseline: Baseline, subjects: readonly BaselineSubject[]): Baseline {
  const matched = new Set(matchBaseline(baseline, subjects).values());
  const kept = baseline.designs.filter((design) => !matched.has(design));
  const now = subjects.map(({ file, title, findings }) => ({ file, title, findings: [...keysOf(findings).values()] }));
  return { ...baseline, designs: [...kept, ...now] };
}
