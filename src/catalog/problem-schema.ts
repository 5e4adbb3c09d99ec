import * as z from 'zod';
import { COMPONENT_KINDS } from '#model/component.js';
import { TIME } from '#model/dimension.js';
import { Seconds } from '#model/units.js';
import { LEVELS } from '#score/level.js';
import { type DrillCondition, type DrillPart, type DrillScenario, type Problem, STEPS } from '#score/problem.js';
import { figureOf, id, plainFigure, sentence, source, uniqueIds } from './figures.js';
import { expectedEstimate, target } from './problem-figures.js';

const seconds = figureOf(TIME, 'a time').transform(Seconds);
const component = z.enum(COMPONENT_KINDS);
const flag = z.boolean('true or false');

const fact = z.strictObject({
  id,
  asks: z.array(z.string().regex(/^[a-z0-9 ]+$/, 'Plain lower-case words, no punctuation')).min(1),
  answer: sentence,
  gating: flag,
  drives: z.array(id),
  already: flag.default(false),
  source,
});

const deed = z.union([
  z.strictObject({ writes: z.enum(['durable', 'external']) }).transform(({ writes }) => ({ kind: 'writes' as const, where: writes })),
  z.strictObject({ reads: id }).transform(({ reads }) => ({ kind: 'reads' as const, need: reads })),
  z.strictObject({ calls: component }).transform(({ calls }) => ({ kind: 'calls' as const, component: calls })),
]);

const need = z
  .strictObject({
    id,
    text: sentence,
    'use-cases': z.array(id).min(1),
    peak: plainFigure.default(1),
    main: flag,
    does: z.array(deed).min(1),
  })
  .transform(({ 'use-cases': useCases, ...rest }) => ({ ...rest, useCases }));

const condition = z.union([
  z.strictObject({ finding: sentence }).transform(({ finding }): DrillCondition => ({ kind: 'finding', code: finding })),
  z
    .strictObject({ kind: component, on: id.optional() })
    .transform(({ kind, on }): DrillCondition => ({ kind: 'component', component: kind, need: on })),
  z
    .strictObject({ reads: z.literal('replica'), on: id.optional() })
    .transform(({ reads, on }): DrillCondition => ({ kind: 'reads', from: reads, need: on })),
]);

const part = z
  .strictObject({ kind: component, on: id.optional(), named: z.array(id).min(1).optional(), 'handed-over': flag.optional() })
  .transform(({ kind, on, named, 'handed-over': handedOver }): DrillPart => ({ component: kind, need: on, named, handedOver }));
const span = { at: seconds.optional(), for: seconds.optional() };
const scenario = z.union([
  z
    .strictObject({ kill: z.literal('zone'), zone: id.optional(), of: part.optional(), ...span })
    .transform(({ kill: _, zone, of, ...when }): DrillScenario => ({ what: { kind: 'kill-zone', zone, of }, ...when })),
  z
    .strictObject({ kill: part, ...span })
    .transform(({ kill, ...when }): DrillScenario => ({ what: { kind: 'kill-component', ...kill }, ...when })),
  z
    .strictObject({ slow: part, factor: plainFigure, ...span })
    .transform(({ slow, factor, ...when }): DrillScenario => ({ what: { kind: 'slow', ...slow, factor }, ...when })),
  z.strictObject({ cold: part, ...span }).transform(({ cold, ...when }): DrillScenario => ({ what: { kind: 'cold', ...cold }, ...when })),
  z
    .strictObject({ 'hot-key': plainFigure, on: id })
    .transform(({ 'hot-key': share, on }): DrillScenario => ({ what: { kind: 'hot-key', share, need: on } })),
  z
    .strictObject({ load: plainFigure, ...span })
    .transform(({ load, ...when }): DrillScenario => ({ what: { kind: 'load', factor: load }, ...when })),
]);

const drill = z
  .strictObject({ id, ask: sentence, when: z.array(condition), scenario: scenario.optional(), 'looks-at': sentence })
  .transform(({ 'looks-at': looksAt, ...rest }) => ({ ...rest, looksAt }));

const rung = z.strictObject({ design: id, band: id, from: plainFigure, to: plainFigure });

const problem = z.strictObject({
  problem: z.literal('1', 'Version 1 of the format is the only one'),
  id,
  title: sentence,
  summary: sentence,
  minutes: z.record(z.enum(LEVELS), plainFigure),
  brief: sentence,
  facts: z.array(fact).superRefine(uniqueIds),
  needs: z.array(need).min(1).superRefine(uniqueIds),
  targets: z.array(target).superRefine(uniqueIds),
  estimates: z.array(expectedEstimate).superRefine(uniqueIds),
  drills: z.array(drill).superRefine(uniqueIds),
  hints: z.array(z.strictObject({ step: z.enum(STEPS), text: sentence })),
  concepts: z.array(id),
  ladder: z.array(rung),
});

/** `problem.yaml`, version 1. Names inside it resolve; everything written is known. */
export const problemSchema: z.ZodType<Problem> = problem
  .superRefine((said, ctx) => {
    const needs = new Set(said.needs.map((one) => one.id));
    const driven = new Set([...needs, ...said.targets.map((one) => one.id), ...said.estimates.map((one) => one.id)]);
    const unknown = (path: (string | number)[], name: string, what: string): void =>
      void ctx.addIssue({ code: 'custom', path, message: `"${name}" is no ${what} of this problem` });
    said.facts.forEach((one, i) => {
      one.drives.forEach((name, j) => {
        if (!driven.has(name)) unknown(['facts', i, 'drives', j], name, 'need, target or estimate');
      });
    });
    said.needs.forEach((one, i) => {
      one.does.forEach((deed, j) => {
        if (deed.kind === 'reads' && !needs.has(deed.need)) unknown(['needs', i, 'does', j], deed.need, 'need');
      });
    });
    said.targets.forEach((one, i) => {
      if (!needs.has(one.subject.need)) unknown(['targets', i], one.subject.need, 'need');
    });
    said.estimates.forEach((one, i) => {
      if (one.drives !== undefined && !needs.has(one.drives)) unknown(['estimates', i, 'drives'], one.drives, 'need');
    });
  })
  .transform(({ problem: _, ...rest }) => rest);
