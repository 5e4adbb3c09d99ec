import { readFileSync } from 'node:fs';
import { type RulesOptions, type RulesResult, runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';

/** The model of a design that must read without an error. */
export function modelOf(text: string): DesignModel {
  const { model, diagnostics } = readDesign(text);
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ span, code, message }) => `${span.line} ${code} ${message}`);
  if (model === undefined || errors.length > 0) throw new Error(`The design does not read:\n${errors.join('\n')}`);
  return model;
}

export const judge = (text: string, options?: RulesOptions): RulesResult => runRules(modelOf(text), options);

/** Findings as `line severity code`, in their order. */
export const said = ({ findings }: RulesResult): readonly string[] =>
  findings.map(({ at, severity, code }) => `${at.line} ${severity} ${code}`);

export const fixture = (path: string): string => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');
