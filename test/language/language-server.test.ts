import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { designJsonSchema } from '#language/json-schema.js';
import { LanguageServer } from '../helpers/language-server.js';

type Completion = { items: { label: string; documentation?: { value: string } | string }[] };
type Hover = { contents: { value: string } } | null;

describe('the YAML language server of editors, with our schema', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sysdrill-schema-'));
  const server = new LanguageServer();
  const head = (): string => `# yaml-language-server: $schema=${pathToFileURL(join(folder, 'schema.json')).href}\n`;
  let documents = 0;

  beforeAll(async () => {
    writeFileSync(join(folder, 'schema.json'), JSON.stringify(designJsonSchema()));
    await server.start();
  });
  afterAll(() => {
    server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Opens a text in which `|` marks the cursor; gives what a request needs. */
  function at(marked: string): { textDocument: { uri: string }; position: { line: number; character: number } } {
    const text = head() + marked.replace('|', '');
    const before = (head() + marked).split('|', 1)[0]!.split('\n');
    const uri = pathToFileURL(join(folder, `design-${documents++}.yaml`)).href;
    server.open(uri, text);
    return { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1)!.length } };
  }
  const complete = async (marked: string): Promise<string[]> =>
    ((await server.request('textDocument/completion', at(marked))) as Completion).items.map((item) => item.label);
  const hover = async (marked: string): Promise<string> =>
    ((await server.request('textDocument/hover', at(marked))) as Hover)?.contents.value ?? '';

  test('completes the kinds', async () => {
    const labels = await complete('sysdrill: 1\ncomponents:\n  api:\n    is: |\n');
    expect(labels).toEqual(expect.arrayContaining(['service', 'cache', 'load-balancer', 'rate-limiter']));
  });

  test('completes the attributes of the kind that was chosen, and no others', async () => {
    const labels = await complete('sysdrill: 1\ncomponents:\n  hot:\n    is: cache\n    |\n');
    expect(labels).toEqual(expect.arrayContaining(['ttl', 'eviction', 'pattern', 'memory', 'shards']));
    expect(labels).not.toContain('dead-letter');
    expect(labels).not.toContain('isolation');
  });

  test('completes sections and the words of an attribute', async () => {
    expect(await complete('sysdrill: 1\n|\n')).toEqual(expect.arrayContaining(['components', 'flows', 'estimates', 'requirements']));
    expect(await complete('sysdrill: 1\ncomponents:\n  hot:\n    is: cache\n    eviction: |\n')).toEqual(
      expect.arrayContaining(['lru', 'lfu']),
    );
  });

  test('shows the words of an attribute on hover', async () => {
    expect(await hover('sysdrill: 1\ncomponents:\n  hot:\n    is: cache\n    t|tl: 1h\n')).toContain('How long a copy may be served');
    expect(await hover('sysdrill: 1\nflows:\n  f:\n    pe|ak: 3x\n')).toContain('The peak as a multiple of the rate');
  });

  test('finds nothing wrong with a real design, and what is wrong with a broken one', async () => {
    const good = readFileSync('problems/url-shortener/designs/strong.yaml', 'utf8');
    expect(await server.diagnostics(at(`|${good}`).textDocument.uri)).toEqual([]);
    const broken = at('|sysdrill: 1\ncomponents:\n  hot:\n    is: cache\n    dead-letter: true\n').textDocument.uri;
    expect(await server.diagnostics(broken)).toEqual([expect.stringMatching(/^6 .*dead-letter/)]);
  });
});
