import { expect, test } from 'vitest';
import { utilisationLines } from '#tui/screens/design/design-lines.js';
import { marksFor } from '#tui/theme.js';

test('what is too small says how many times, what is nearly full how many per cent', () => {
  const share = { links: 5.76, edge: 12.4, api: 1.04, hot: 0.8, web: 0.2 };
  const utilisation = Object.entries(share).map(([component, used]) => ({ component, share: used }));
  const lines = utilisationLines(
    { text: '', model: undefined, diagnostics: [], findings: [], utilisation },
    40,
    marksFor({ TERM: 'dumb' }),
  );
  expect(lines.map(({ text }) => text.replaceAll(/\s+/g, ' '))).toEqual([
    'links ############### 5.8 times too small',
    'edge ############### 12 times too small',
    'api ############### 104%, too small',
    'hot ############... 80% little room',
    'web ###............ 20%',
  ]);
});
