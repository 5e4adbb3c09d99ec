import { relative, resolve, sep } from 'node:path';
import { type RulesOptions, runRules } from '#analyze/run-rules.js';
import { FILE_START } from '#diagnostics/span.js';
import {
  type Baseline,
  baselineText,
  compareBaseline,
  matchBaseline,
  NO_BASELINE,
  readBaseline,
  updateBaseline,
} from '#evaluate/baseline.js';
import { fixAll, fixesOf } from '#evaluate/fix/fix-all.js';
import { fixCosts } from '#evaluate/fix/fix-costs.js';
import type { Judged } from '#evaluate/fix/verify-fix.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import type { CheckedFile } from '#present/check.js';
import { readTextFile, UnreadableFile } from '#store/read-text.js';
import { replaceText } from '#store/replace-text.js';
import { writeWhole } from '#store/whole-file.js';
import type { DesignFile } from '../commands/design-files.js';
import { UsageError } from '../io.js';
import type { CheckSettings } from './settings.js';

/** Reads and judges each file on its own, fixes it where that is asked, and holds all of them against the baseline. */
export async function checkFiles(files: readonly DesignFile[], settings: CheckSettings, cwd: string): Promise<readonly CheckedFile[]> {
  const checked: CheckedFile[] = [];
  for (const file of files) checked.push(await checkFile(file, settings));
  return settings.baseline === undefined ? checked : againstBaseline(checked, settings.baseline, cwd);
}

async function checkFile({ name: file, path }: DesignFile, settings: CheckSettings): Promise<CheckedFile> {
  try {
    const { judged, ...found } = checkDesign(file, await readTextFile(path), settings.judge);
    if (settings.fix === undefined || judged === undefined) return found;
    const all = fixAll(judged, settings.judge);
    const fixed = { ...all, written: settings.fix === 'write' && all.made.length > 0, costs: fixCosts(judged, all.after) };
    if (!fixed.written) return { ...found, fixed };
    await replaceText(path, found.text, all.after.text);
    const { judged: _, ...left } = checkDesign(file, all.after.text, settings.judge);
    return { ...left, fixed };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, help } = error;
    const message = error.message.replaceAll(path, file);
    const diagnostic = { code, severity: 'error' as const, span: FILE_START, path: '', message, help };
    return { file, text: '', status: 'invalid', diagnostics: [diagnostic], rules: undefined, assumed: [] };
  }
}

/** Reads a text and judges it, with the fixes that hold; what cannot be read is not judged. */
export function checkDesign(file: string, text: string, options: RulesOptions = {}): CheckedFile & { readonly judged?: Judged } {
  const { model, diagnostics } = readDesign(text);
  if (!model) return { file, text, status: 'invalid', diagnostics, rules: undefined, assumed: [] };
  const judged = { text, model, rules: runRules(model, options), complaints: diagnostics.length };
  const shown = fixesOf(judged, options);
  const fixes = [...shown.fixes].map(([finding, tried]) => {
    return [finding, { tried, costs: fixCosts(judged, tried.after) }] as const;
  });
  return {
    file,
    title: model.title,
    text,
    status: 'ok',
    diagnostics,
    rules: { ...judged.rules, bugs: [...judged.rules.bugs, ...shown.bugs] },
    assumed: model.assumed,
    elements: elementsOf(model),
    fixes: new Map(fixes),
    untried: shown.untried,
    judged,
  };
}

const elementsOf = ({ components, flows, data, requirements }: DesignModel): readonly string[] => [
  ...components.keys(),
  ...flows.keys(),
  ...data.keys(),
  ...requirements.functional.keys(),
  ...requirements.quality.map(({ id }) => id),
];

async function againstBaseline(
  checked: readonly CheckedFile[],
  { file, update }: NonNullable<CheckSettings['baseline']>,
  cwd: string,
): Promise<readonly CheckedFile[]> {
  const before = await storedBaseline(file, update);
  const subjects = new Map(
    checked.flatMap((one) => {
      const path = relative(cwd, resolve(cwd, one.file)).split(sep).join('/');
      return one.rules === undefined ? [] : [[one, { file: path, title: one.title ?? '', findings: one.rules.findings }] as const];
    }),
  );
  const baseline = update ? updateBaseline(before, [...subjects.values()]) : before;
  if (update) writeWhole(file, baselineText(baseline));
  const matched = matchBaseline(baseline, [...subjects.values()]);
  return checked.map((one) => {
    const subject = subjects.get(one);
    return subject === undefined ? one : { ...one, baseline: compareBaseline(matched.get(subject), subject.findings) };
  });
}

/** A baseline that is to be written need not be there yet; one that is not one is never written over. */
async function storedBaseline(file: string, update: boolean): Promise<Baseline> {
  const text = await readTextFile(file).catch((error: unknown) => {
    if (update && error instanceof UnreadableFile && error.code === 'file/missing') return undefined;
    if (error instanceof UnreadableFile && error.code === 'file/missing')
      throw new UsageError(`There is no baseline ${file}`, 'Write it with --update-baseline.');
    throw error;
  });
  const baseline = text === undefined ? NO_BASELINE : readBaseline(text);
  if (baseline === undefined)
    throw new UsageError(`${file} is no baseline`, 'Name another file, or take this one away and use --update-baseline.');
  return baseline;
}
