import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { SPEAKS, speakingOf } from '../../requirements/words.js';
import { list, placeOf } from '../say.js';

/** Laws and standards under which personal or card data that is kept has to be protected. */
const LAWS = /\b(GDPR|HIPAA|PCI|personal data|health data)\b/i;

export const plainAtRest = defineRule({
  id: 'security/plain-at-rest',
  severity: 'error',
  what: 'A store is said not to encrypt what it keeps, although a constraint asks for it or a law protects the data.',
  why: 'A stolen disk, a forgotten backup or an open bucket then gives everything away.',
  fix: 'Encrypt the store (`encrypted: true`), and keep the keys elsewhere.',
  tradeOff: 'Keys have to be kept, rotated and not lost: without them the data is gone.',
  source: 'GDPR, article 32: security of processing; PCI DSS v4.0, requirement 3.',
  messages: {
    plain: (d: { store: string; data: readonly string[]; text: string }) =>
      `"${d.store}" keeps ${list(d.data)} in plain text; asked: "${d.text}".`,
  },
  good: `
sysdrill: 1
title: Encrypted on disk
requirements: { constraints: [ { text: Patient records are encrypted at rest, kind: legal } ] }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, encrypted: true } }
data: { record: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: record } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Plain text on disk
requirements: { constraints: [ { text: Patient records are encrypted at rest, kind: legal } ] }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, encrypted: false } }
data: { record: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: record } ] } }
`,
    codes: ['security/plain-at-rest:plain'],
  },
  check({ model }, report) {
    const asked = speakingOf(model, SPEAKS.atRest)[0];
    const law = speakingOf(model, LAWS).find(({ kind }) => kind === 'legal');
    for (const store of model.components.values()) {
      if (store.is !== 'database' && store.is !== 'object-store' && store.is !== 'file-system') continue;
      const data = [...model.data.values()].flatMap((each) => (each.in === store.id ? [each.id] : []));
      const constraint = asked ?? law;
      if (constraint === undefined || data.length === 0 || store.encrypted === true) continue;
      const told = { store: store.id, data: data.map((each) => `"${each}"`), text: constraint.text };
      if (store.encrypted === false)
        report('plain', {
          at: placeOf(store, 'encrypted'),
          subject: [store.id, ...data],
          data: told,
          evidence: { encrypted: false, data },
          fix: settle(store.id, 'encrypted', true, `Encrypt what "${store.id}" keeps`),
        });
      else if (asked !== undefined) report.notChecked([store.id, ...data], 'whether it is encrypted on disk is not said');
    }
  },
});
