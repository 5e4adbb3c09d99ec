import { test } from 'vitest';
import { queueUnwatched } from '#analyze/rules/operation/queue-unwatched.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (words: string, target = 'flow: send, until: crew, p99: 1min'): string => `sysdrill: 1
requirements: { quality: { Q1: { ${target} } } }
components:
  web: { is: client }
  api: { is: service, replicas: 2 }
  jobs: { is: queue, dead-letter: true }
  crew: { is: worker, replicas: 2, idempotent: true }
  watch: { is: monitor, watches: [${words}] }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> crew ] } }
`;
const line = { code: 'operation/queue-unwatched:line', line: 8, subject: ['jobs', 'crew'] };

test('the queue, its consumer, or words that may mean it', () => {
  ruleTester(queueUnwatched).valid([design('send, jobs'), design('send, crew'), design('send, queue depth')]);
});

test('worse where somebody asked when it is done', () => {
  ruleTester(queueUnwatched).invalid([
    { design: design('send'), findings: [{ ...line, severity: 'warning' }], fixed: design('send, jobs') },
    {
      design: design('send', 'flow: send, p99: 1s'),
      findings: [{ ...line, severity: 'info' }],
      fixed: design('send, jobs', 'flow: send, p99: 1s'),
    },
  ]);
});
