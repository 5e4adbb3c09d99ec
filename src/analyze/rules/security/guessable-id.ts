import { defineRule } from '../../define-rule.js';
import { namesData, SPEAKS, speakingOf } from '../../requirements/words.js';
import { list } from '../say.js';

export const guessableId = defineRule({
  id: 'security/guessable-id',
  severity: 'error',
  what: 'Keys are handed out in rising order, although a constraint says that they cannot be guessed.',
  why: 'Whoever has one key has the next one and the one before: everything can be fetched by counting.',
  fix: 'Draw keys at random, long enough that trying is hopeless; or encode the counter with a secret.',
  tradeOff: 'Random keys can collide and have to be checked, and they spread over an index instead of being added at its end.',
  source: 'OWASP, "Insecure Direct Object Reference Prevention Cheat Sheet"; RFC 9562, "Universally unique identifiers" (2024), section 8.',
  messages: {
    counted: (d: { data: string; key: string; text: string }) =>
      `Keys of "${d.data}" (${d.key}) are handed out in rising order; asked: "${d.text}".`,
  },
  good: `
sysdrill: 1
title: Drawn
requirements: { constraints: [ { text: Codes cannot be guessed, kind: business } ] }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { link: { in: db, key: code, sequential: false } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: link } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Counted
requirements: { constraints: [ { text: Codes cannot be guessed, kind: business } ] }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { link: { in: db, key: code, sequential: true } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: link } ] } }
`,
    codes: ['security/guessable-id:counted'],
  },
  check({ model }, report) {
    for (const { text } of speakingOf(model, SPEAKS.guessing))
      for (const data of model.data.values()) {
        if (data.sequential !== true || !namesData(text, data)) continue;
        const at = data.written.get('sequential') ?? data.origin;
        report('counted', {
          at,
          subject: [data.id, data.in],
          data: { data: data.id, key: list(data.key), text },
          evidence: { text, key: data.key },
          fix: { title: `Draw the keys of "${data.id}"`, edits: [{ set: ['data', data.id, 'sequential'], value: false }] },
        });
      }
  },
});
