// Starts a rule: `npm run new:rule -- family/name`. Writes its file, its test and its line in the index. They lint and type-check
// as they are; the tests fail where the author has to say something.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const INDEX = 'src/analyze/rules/index.ts';

const fail = (sentence) => {
  console.error(`new:rule: ${sentence}`);
  process.exit(2);
};

const [id = ''] = process.argv.slice(2);
const [, family, name] = /^([a-z]+)\/([a-z][a-z0-9-]*)$/.exec(id) ?? fail(`write npm run new:rule -- family/name, not "${id}"`);
const families = [...readFileSync('src/analyze/families.ts', 'utf8').matchAll(/^ {2}'([a-z]+)',$/gm)].map(([, each]) => each);
if (!families.includes(family)) fail(`there is no family "${family}"; there are ${families.join(', ')}`);

const ruleFile = `src/analyze/rules/${id}.ts`;
const testFile = `test/analyze/rules/${id}.test.ts`;
for (const file of [ruleFile, testFile]) if (existsSync(file)) fail(`${file} is there already`);

const index = readFileSync(INDEX, 'utf8');
const camel = (text) => text.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const taken = (word) => new RegExp(`\\b${word}\\b`).test(index);
const RESERVED =
  /^(class|new|default|delete|export|import|return|switch|case|for|while|if|else|in|of|do|try|catch|throw|this|super|void|with|yield|await|enum|null|true|false|var|let|const|function|static|public|private)$/;
const constant = taken(camel(name)) || RESERVED.test(camel(name)) ? camel(`${family}-${name}`) : camel(name);

write(
  ruleFile,
  `import { defineRule } from '../../define-rule.js';

export const ${constant} = defineRule({
  id: '${id}',
  severity: 'warning',
  what: 'FILL IN: what is wrong, in a sentence.',
  why: 'FILL IN: what it does to users, and when.',
  fix: 'FILL IN: what to do about it.',
  tradeOff: 'FILL IN: what that costs in turn.',
  source: 'FILL IN: a reference you are certain of.',
  messages: {
    found: (d: { component: string }) => \`"\${d.component}" FILL IN.\`,
  },
  good: \`
sysdrill: 1
title: FILL IN what is right here
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
\`,
  bad: {
    design: \`
sysdrill: 1
title: FILL IN what is wrong here
components: { web: { is: client }, api: { is: service, replicas: 3 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
\`,
    codes: ['${id}:found'],
  },
  check({ model }, report) {
    for (const component of model.components.values()) {
      if (component.is !== 'service' || component.id !== 'FILL IN') continue;
      const { id, origin, replicas } = component;
      report('found', { at: origin, subject: [id], data: { component: id }, evidence: { replicas } });
    }
  },
});
`,
);
write(
  testFile,
  `import { expect, test } from 'vitest';
import { ${constant} } from '#analyze/rules/${id}.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

test('${id} says it where it is, and nowhere else', () => {
  ruleTester(${constant})
    .valid([${constant}.good])
    .invalid([{ design: ${constant}.bad.design, findings: [{ code: '${id}:found', line: 4, subject: ['api'] }] }]);
});

test('nothing is left to fill in', () => {
  expect(JSON.stringify(${constant})).not.toContain('FILL IN');
});
`,
);
writeFileSync(INDEX, listed(index));
console.log(`Wrote ${ruleFile} and ${testFile}, and listed it in ${INDEX}.
Fill in what says FILL IN, add cases to the test, then:
  npx vitest run --project source ${testFile} test/meta
  node scripts/run.mjs scripts/rule-pages.ts
A row of docs/pitfalls.md or docs/pitfalls-data.md says which pitfall it answers: a test asks for it.`);

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The index with the rule in it, imports and list both in the order of the files. */
function listed(text) {
  const imports = [...text.matchAll(/^import \{ (\w+) \} from '\.\/([a-z]+\/[a-z0-9-]+)\.js';$/gm)].map(([, word, path]) => ({
    word,
    path,
  }));
  const all = [...imports, { word: constant, path: id }].sort((a, b) => (`${a.path}.ts` < `${b.path}.ts` ? -1 : 1));
  const first = text.indexOf('import { ', text.indexOf('define-rule.js'));
  const head = text.slice(0, first);
  const between = text.slice(text.lastIndexOf(".js';\n") + ".js';\n".length, text.indexOf('= [') + '= ['.length);
  const lines = all.map(({ word, path }) => `import { ${word} } from './${path}.js';`);
  return `${head}${lines.join('\n')}\n${between}\n${all.map(({ word }) => `  ${word},`).join('\n')}\n];\n`;
}
