import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from '#cli/main.js';
import { readDesign } from '#language/read-design.js';
import { drawSvg } from '#render/draw-svg.js';
import { recordingIo } from '../helpers/io.js';

const readme = readFileSync('README.md', 'utf8');

describe('the README says what is', () => {
  test('its transcript is what the program prints', async () => {
    const [, argv, printed] = /```console\n\$ sysdrill (.*)\n([\s\S]*?)```/.exec(readme)!;
    const { io, out } = recordingIo(process.cwd());
    await run(argv!.split(' '), { ...io, columns: 100 });
    expect(printed!.trimEnd()).toBe(out().trimEnd());
  });

  test('its design reads', () => {
    const [, text] = /```yaml\n([\s\S]*?)```/.exec(readme)!;
    expect(readDesign(text!).diagnostics).toEqual([]);
  });

  test('its picture is what the program draws (else: sysdrill diagram problems/url-shortener/designs/strong.yaml -o docs/pictures/url-shortener.svg)', async () => {
    const { model } = readDesign(readFileSync('problems/url-shortener/designs/strong.yaml', 'utf8'));
    expect((await drawSvg(model!)).trimEnd()).toBe(readFileSync('docs/pictures/url-shortener.svg', 'utf8').trimEnd());
  });

  test('every page it names is there, from every page of the docs', () => {
    for (const page of [
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'docs/language.md',
      'docs/decisions/README.md',
      'docs/reference/README.md',
    ]) {
      const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/') + 1) : '';
      for (const [, target] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#:]+)\)/g))
        expect(() => readFileSync(folder + target), `${page}: ${target}`).not.toThrow();
    }
  });
});
