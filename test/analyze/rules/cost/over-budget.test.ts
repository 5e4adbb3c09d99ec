import { test } from 'vitest';
import { overBudget } from '#analyze/rules/cost/over-budget.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (budget: string, cost: string): string => `sysdrill: 1
estimates: { ${budget} }
components: { web: { is: client }, api: { is: service, replicas: 4, cost: ${cost} }, db: { is: database, cost: 3000 USD/month } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db ] } }
`;

test('to the cent is within; a budget of something else is no budget', () => {
  ruleTester(overBudget).valid([
    design('budget: 5000 USD/month', '2000 USD/month'),
    design('budget: 60000 USD/year', '1900 USD/month'),
    design('budget: 5 TB', '9000 USD/month'),
    design('budget: 5000 USD/month', 'unknown'),
  ]);
});

test('a dollar above is above', () => {
  const findings = [{ code: 'cost/over-budget:over', line: 2, subject: ['budget', 'api', 'db'] }];
  ruleTester(overBudget).invalid([{ design: design('budget: 5000 USD/month', '2001 USD/month'), findings }]);
});
