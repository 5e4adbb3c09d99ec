import { createHash } from 'node:crypto';
import { Ajv } from 'ajv';
// @ts-expect-error It has no types, and what is used of it stands below.
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import type { Finding } from '#analyze/finding.js';
import { RULES } from '#analyze/rules/index.js';
import { runRules } from '#analyze/run-rules.js';
import type { Severity } from '#diagnostics/diagnostic.js';
import type { CheckedFile } from '#present/check.js';
import { checkGithub } from '#present/check-github.js';
import { checkGitlab } from '#present/check-gitlab.js';
import { checkJunit } from '#present/check-junit.js';
import { checkMarkdown } from '#present/check-markdown.js';
import { checkSarif } from '#present/check-sarif.js';
import { design } from '../helpers/design.js';

const about = {
  version: '1.2.3',
  sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  rules: RULES,
  threshold: 'error' as Severity,
};
const options = { columns: 80, color: false };

/** Controls, markup of every format, halves of surrogates and what would end or start a command. */
const HOSTILE = '<b>&"\'|`*[x](y)`\n::error file=a::b\r%0A##[error]x,y:z\u001b[31m\u202e\ud800]]>-->';

const finding = (severity: Severity, name: string, line = 3): Finding => ({
  code: 'spof/one-zone:part',
  rule: 'spof/one-zone',
  severity,
  message: `Something is wrong with ${name}.`,
  help: 'Spread it.',
  at: { line, column: 5, endLine: line, endColumn: 9, path: [] },
  subject: [name],
  evidence: {},
});

const RESULT = runRules(design('sysdrill: 1\ncomponents: { web: { is: client } }\nflows: {}\n'), { rules: [] });
function checked(findings: readonly Finding[], more: Partial<CheckedFile> = {}): CheckedFile {
  return { file: 'designs/a.yaml', text: '', status: 'ok', diagnostics: [], assumed: [], rules: { ...RESULT, findings }, ...more };
}
const suppressed = (name: string): Partial<CheckedFile> => ({
  rules: {
    ...RESULT,
    findings: [],
    suppressed: [
      { finding: finding('error', name), ignore: { origin: finding('error', name).at, rule: 'spof/one-zone', because: `it is ${name}` } },
    ],
  },
});

describe('SARIF', () => {
  /** What the published schema of 2.1.0 requires of the parts we write. */
  const valid = new Ajv({ strict: false }).compile({
    type: 'object',
    required: ['version', 'runs'],
    properties: {
      version: { const: '2.1.0' },
      runs: {
        type: 'array',
        minItems: 1,
        maxItems: 1,
        items: {
          type: 'object',
          required: ['tool', 'results'],
          properties: {
            columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
            tool: {
              type: 'object',
              required: ['driver'],
              properties: {
                driver: {
                  type: 'object',
                  required: ['name', 'rules'],
                  properties: {
                    rules: {
                      type: 'array',
                      uniqueItems: true,
                      items: {
                        type: 'object',
                        required: ['id'],
                        properties: {
                          shortDescription: { type: 'object', required: ['text'] },
                          defaultConfiguration: { type: 'object', properties: { level: { enum: ['none', 'note', 'warning', 'error'] } } },
                        },
                      },
                    },
                  },
                },
              },
            },
            results: {
              type: 'array',
              items: {
                type: 'object',
                required: ['message', 'ruleId', 'ruleIndex', 'level', 'locations', 'partialFingerprints'],
                properties: {
                  level: { enum: ['none', 'note', 'warning', 'error'] },
                  message: { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } },
                  locations: {
                    type: 'array',
                    minItems: 1,
                    items: {
                      type: 'object',
                      properties: {
                        physicalLocation: {
                          type: 'object',
                          required: ['artifactLocation', 'region'],
                          properties: {
                            artifactLocation: {
                              type: 'object',
                              required: ['uri'],
                              properties: { uri: { type: 'string', pattern: "^[A-Za-z0-9_.~!*'():/%-]+$" } },
                            },
                            region: {
                              type: 'object',
                              properties: Object.fromEntries(
                                ['startLine', 'startColumn', 'endLine', 'endColumn'].map((name) => [name, { type: 'integer', minimum: 1 }]),
                              ),
                            },
                          },
                        },
                      },
                    },
                  },
                  suppressions: {
                    type: 'array',
                    items: { type: 'object', required: ['kind'], properties: { kind: { enum: ['inSource', 'external'] } } },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  const sarif = (...files: CheckedFile[]) => {
    const log = JSON.parse(checkSarif({ files }, about));
    expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
    return log.runs[0];
  };

  test('one run, every rule described, each result pointing at its own', () => {
    const run = sarif(checked([finding('error', 'api'), finding('info', 'db', 9)]), checked([], { file: 'b.yaml' }));
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
    expect(
      run.results.map((each: { ruleId: string; ruleIndex: number; level: string }) => [
        each.ruleId,
        run.tool.driver.rules[each.ruleIndex].id,
        each.level,
      ]),
    ).toEqual([
      ['spof/one-zone', 'spof/one-zone', 'error'],
      ['spof/one-zone', 'spof/one-zone', 'note'],
    ]);
  });

  test('nothing found is an empty list; what is suppressed is kept with its reason', () => {
    expect(sarif(checked([])).results).toEqual([]);
    expect(sarif(checked([], suppressed('api'))).results).toMatchObject([
      { suppressions: [{ kind: 'inSource', justification: 'it is api' }] },
    ]);
    const known = finding('error', 'api');
    expect(sarif(checked([known], { baseline: { known: [known], gone: [] } })).results).toMatchObject([
      { suppressions: [{ kind: 'external' }] },
    ]);
  });

  test('a file that does not read is a result, and the run did not succeed', () => {
    const diagnostic = {
      code: 'yaml/syntax',
      severity: 'error' as const,
      span: { line: 1, column: 1, endLine: 1, endColumn: 2 },
      path: '',
      message: 'This is not YAML',
    };
    const run = sarif(checked([], { status: 'invalid', rules: undefined, diagnostics: [diagnostic] }));
    expect(run.results).toMatchObject([{ ruleId: 'yaml/syntax' }]);
    expect(run.invocations).toEqual([{ executionSuccessful: false }]);
  });

  test('fingerprints stay when lines move, and tell apart what is alike', () => {
    const prints = (...lines: number[]) =>
      sarif(checked(lines.map((line) => finding('error', 'api', line)))).results.map(
        (each: { partialFingerprints: object }) => Object.values(each.partialFingerprints)[0],
      );
    expect(prints(3, 8)).toEqual(prints(13, 28));
    expect(new Set(prints(3, 8)).size).toBe(2);
  });

  test('hostile names stay text', () => {
    const run = sarif(checked([finding('error', HOSTILE)], { file: `a b/${HOSTILE}.yaml` }));
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toMatch(/^a%20b\/%3Cb%3E/);
  });
});

describe('GitHub', () => {
  const lines = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('::'));

  test('ten of a kind, worst first, and the normal report below with commands switched off', () => {
    const many = (severity: Severity) => Array.from({ length: 15 }, (_, index) => finding(severity, `${severity}-${index}`, index + 1));
    const text = checkGithub({ files: [checked([...many('info'), ...many('warning'), ...many('error')])] }, options);
    const commands = lines(text).map((line) => /^::(\w[\w-]*)/.exec(line)![1]);
    expect(commands).toEqual([
      ...Array(10).fill('error'),
      ...Array(10).fill('warning'),
      ...Array(10).fill('notice'),
      'stop-commands',
      'sysdrill-0',
    ]);
    expect(text).toContain('15 errors, 15 warnings, 15 info');
  });

  test('one line a command, places as properties, what is not counted left out', () => {
    const text = checkGithub(
      { files: [checked([finding('error', 'api')], { file: 'a,b:c.yaml' }), checked([], suppressed('db'))] },
      options,
    );
    expect(lines(text)[0]).toBe(
      '::error file=a%2Cb%3Ac.yaml,line=3,endLine=3,col=5,endColumn=8,title=spof/one-zone%3Apart::Something is wrong with api. Spread it.',
    );
    expect(lines(text)).toHaveLength(3);
  });

  test('hostile names start no command', () => {
    const text = checkGithub({ files: [checked([finding('error', `${HOSTILE} sysdrill-0`)])] }, options);
    const [annotation, stop, ...rest] = lines(text);
    expect(annotation).toContain('%0A::error file=a::b%0D%250A');
    expect(stop).toBe('::stop-commands::sysdrill-1');
    expect(text.trimEnd().endsWith('::sysdrill-1::')).toBe(true);
    expect(rest.slice(0, -1).filter((line) => line.includes('sysdrill-1'))).toEqual([]);
  });
});

test('GitLab: a list of issues with what it requires, and nothing that is suppressed', () => {
  const issues = JSON.parse(
    checkGitlab({ files: [checked([finding('warning', HOSTILE)], { file: './a.yaml' }), checked([], suppressed('db'))] }, about),
  );
  expect(issues).toEqual([
    {
      description: expect.stringContaining('Something is wrong'),
      check_name: 'spof/one-zone:part',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: 'minor',
      location: { path: 'a.yaml', lines: { begin: 3, end: 3 } },
    },
  ]);
  expect(JSON.parse(checkGitlab({ files: [checked([])] }, about))).toEqual([]);
});

describe('JUnit', () => {
  type Node = { getAttribute(name: string): string | null };
  type Xml = { querySelector(what: string): Node | null; querySelectorAll(what: string): Iterable<Node> & { length: number } };
  const parse = (...files: CheckedFile[]): Xml => {
    const { window } = new JSDOM('');
    return new window.DOMParser().parseFromString(checkJunit({ files }, about), 'application/xml');
  };

  test('a suite a file, a case a finding; failures from the threshold on; suppressed ones skipped', () => {
    const xml = parse(
      checked([finding('error', 'api'), finding('info', 'db')]),
      checked([], { file: 'b.yaml' }),
      checked([], { file: 'c.yaml', ...suppressed('x') }),
    );
    const suites = [...xml.querySelectorAll('testsuite')].map((each) =>
      ['name', 'tests', 'failures', 'skipped'].map((name) => each.getAttribute(name)),
    );
    expect(suites).toEqual([
      ['designs/a.yaml', '2', '1', '0'],
      ['b.yaml', '1', '0', '0'],
      ['c.yaml', '1', '0', '1'],
    ]);
    expect(xml.querySelectorAll('failure')).toHaveLength(1);
    expect(xml.querySelector('skipped')?.getAttribute('message')).toBe('it is x');
  });

  test('hostile names are well-formed XML that says the same', () => {
    const xml = parse(checked([finding('error', HOSTILE)], { file: HOSTILE }));
    expect(xml.querySelector('parsererror')).toBeNull();
    expect(xml.querySelector('failure')?.getAttribute('message')).toContain('<b>&"\'|`*[x](y)`\n::error');
    expect(xml.querySelectorAll('testsuite')).toHaveLength(1);
  });
});

describe('Markdown', () => {
  test('a table a file; what is suppressed has its reason', () => {
    expect(checkMarkdown({ files: [checked([finding('error', 'api')]), checked([], suppressed('db'))] })).toBe(`# Check

## designs/a.yaml

| Place | Severity | Code | What |
|---|---|---|---|
| 3:5 | error | spof/one-zone:part | Something is wrong with api. Spread it. |

## designs/a.yaml

Nothing to say.

Not counted:

- spof/one-zone:part on db (line 3): it is db
`);
  });

  test('hostile names start no markup and stay in their cell', () => {
    const text = checkMarkdown({ files: [checked([finding('error', HOSTILE)], { file: HOSTILE })] });
    expect(text.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(3);
    expect(text).not.toMatch(/<b>|[^\\]\[x\]|[\u0000-\u0009\u000b-\u001f\u202e]/);
    for (const line of text.split('\n').filter((each) => each.startsWith('| 3'))) expect(line.match(/(?<!\\)\|/g)).toHaveLength(5);
  });
});
