import { MONEY_RATE, sameDimension } from '#model/dimension.js';
import { defineRule } from '../../define-rule.js';
import { saysUnknown } from '../../unknown.js';
import { figure } from '../say.js';

/** Sums are in seconds; money is spoken of by the month of thirty days. */
const MONTH = 30 * 86_400;

export const overBudget = defineRule({
  id: 'cost/over-budget',
  severity: 'error',
  what: 'The parts cost more together than the budget in the sheet of estimates.',
  why: 'A design that cannot be paid for is not built.',
  fix: 'Find the dearest parts and what they are there for: fewer or smaller machines, a shorter retention, a target that asks for less.',
  tradeOff: 'Whatever is made smaller carries less, and survives less.',
  source: 'J. Hamilton, "Overall Data Center Costs" (2010): cost is a requirement like any other.',
  messages: {
    over: (d: { cost: number; budget: number; dearest: string; most: number }) =>
      `The parts come to ${figure(d.cost)} a month, ${figure(d.budget)} is the budget; "${d.dearest}" alone costs ${figure(d.most)}.`,
  },
  good: `
sysdrill: 1
title: Within the budget
estimates: { budget: 5000 USD/month }
components: { web: { is: client }, api: { is: service, replicas: 4, cost: 800 USD/month }, db: { is: database, cost: 3000 USD/month } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Beyond the budget
estimates: { budget: 5000 USD/month }
components: { web: { is: client }, api: { is: service, replicas: 4, cost: 2500 USD/month }, db: { is: database, cost: 3000 USD/month } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db ] } }
`,
    codes: ['cost/over-budget:over'],
  },
  check({ model }, report) {
    const budget = model.estimates.get('budget');
    if (budget === undefined || !sameDimension(budget.value.dimension, MONEY_RATE)) return;
    const allowed = budget.value.value * MONTH;
    const paid = [...model.components.values()].flatMap(({ id, cost }) => (cost === undefined ? [] : [{ id, cost: cost as number }]));
    const cost = paid.reduce((sum, each) => sum + each.cost, 0);
    if (cost <= allowed * (1 + 1e-9)) {
      const unknown = [...model.components.keys()].filter((id) => saysUnknown(model, `components.${id}.cost`));
      if (unknown.length > 0) report.notChecked(['budget', ...unknown], 'what some parts cost is not known');
      return;
    }
    const dearest = paid.reduce((most, each) => (each.cost > most.cost ? each : most));
    const data = { cost, budget: allowed, dearest: dearest.id, most: dearest.cost };
    const evidence = { cost, budget: allowed, parts: paid.map((each) => [each.id, each.cost]) };
    report('over', { at: budget.origin, subject: ['budget', ...paid.map(({ id }) => id)], data, evidence });
  },
});
