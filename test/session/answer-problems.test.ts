import { describe, expect, test } from 'vitest';
import { openCatalog } from '#catalog/catalog.js';
import { answerQuestion } from '#session/answer.js';

const catalog = openCatalog();

/** Questions as candidates ask them, with the fact that answers them; `-` is up to them. */
const ASKED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'url-shortener': [
    ['How many users do we have?', 'new-links'],
    ['How many URLs are shortened per day?', 'new-links'],
    ['How many links are made a day?', 'new-links'],
    ['How many links per day?', 'new-links'],
    ['How many links can one user edit?', 'lifetime'],
    ['What scale are we talking about?', 'new-links'],
    ['What is the read to write ratio?', 'opens'],
    ['Is traffic spiky?', 'peak'],
    ['What is the latency requirement for redirects?', 'latency'],
    ['What availability do we need?', 'availability'],
    ['What happens if a data center goes down?', 'zone'],
    ['Can we lose data?', 'loss'],
    ['Is eventual consistency ok?', 'fresh-link'],
    ['How long should we keep the links?', 'lifetime'],
    ['Are links editable?', 'lifetime'],
    ['How long is the short code?', 'code-length'],
    ['should short links be hard to guess', 'guessing'],
    ['Can users choose a custom alias?', 'custom'],
    ['Can two users shorten the same URL?', 'same-url'],
    ['Should redirects be 301 or 302?', 'redirect-kind'],
    ['Do we need analytics?', 'counts'],
    ['Which programming language?', '-'],
    ['How much budget do we have?', '-'],
    ['Do we need a mobile app?', '-'],
  ],
  'online-payment': [
    ['How many payments per day?', 'volume'],
    ['How fast must it answer?', 'latency'],
    ['Can we charge twice?', 'twice'],
    ['can we lose a payment record', 'loss'],
    ['One region or many?', 'zone'],
    ['Do the books need to be exact?', 'books'],
    ['how long must we keep records', 'books'],
    ['What is the retention of payments?', 'books'],
    ['How long do we store payments?', 'books'],
    ['Do the providers keep our key?', 'provider'],
    ['Do we store card numbers?', 'cards'],
    ['Is PCI compliance needed?', 'cards'],
    ['Do merchants get notified?', 'notify'],
    ['Do we need refunds?', 'refunds'],
    ['Multiple currencies?', 'currency'],
    ['Which payment methods?', '-'],
    ['Which cloud do we run on?', '-'],
  ],
};

describe.each(Object.entries(ASKED))('on %s', (id, asked) => {
  test.each(asked)('%s', async (question, fact) => {
    const { value } = await catalog.problem(id);
    expect(answerQuestion(value.facts, new Set(), question)[0]?.fact ?? '-').toBe(fact);
  });
});
