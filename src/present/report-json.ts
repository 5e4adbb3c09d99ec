import { stableJson } from '#base/json.js';
import { analysisJson } from './analysis-json.js';
import { checkedFileJson } from './check-json.js';
import { scoreCardJson } from './grade-json.js';
import type { Report } from './report.js';

/** The contract of `report --format json`. */
export const REPORT_SCHEMA = 'sysdrill/report@1';

/** One line of JSON with sorted keys: findings as in `check`, the grade as in `grade`, the load as in `simulate`, and the closed forms. */
export function reportJson({ file, model, diagnostics, rules, card, simulation, sweep, failure }: Report): string {
  const { status: _, file: __, ...checked } = checkedFileJson({ file, text: '', status: 'ok', diagnostics, rules, assumed: model.assumed });
  return `${stableJson({
    schema: REPORT_SCHEMA,
    file,
    title: model.title,
    ...checked,
    ...analysisJson(model, rules.analysis),
    grade: card === undefined ? null : scoreCardJson(card),
    simulation,
    ...(sweep === undefined ? {} : { sweep }),
    ...(failure === undefined ? {} : { failure }),
  })}\n`;
}
