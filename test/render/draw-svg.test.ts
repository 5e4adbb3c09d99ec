import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { ComponentId, FlowId } from '#model/ids.js';
import { label } from '#present/diagram-text.js';
import { drawSvg } from '#render/draw-svg.js';
import { DARK, LIGHT } from '#render/svg-theme.js';
import { DESIGNS, fixture } from '../helpers/fixture.js';
import { hostileText } from '../helpers/hostile-text.js';
import { renamedModel } from '../helpers/renamed-model.js';

type Element = {
  readonly tagName: string;
  readonly textContent: string;
  getAttributeNames(): string[];
  getAttribute(name: string): string | null;
};
type Parsed = { querySelectorAll(selector: string): Iterable<Element> };

let parseXml: (text: string) => Parsed;

beforeAll(async () => {
  const { JSDOM } = (await import('jsdom' as string)) as {
    JSDOM: new (xml: string, options: { contentType: string }) => { window: { document: Parsed } };
  };
  // Throws where the text is not well-formed XML.
  parseXml = (text) => new JSDOM(text, { contentType: 'image/svg+xml' }).window.document;
});

/** All that a drawing may be made of: nothing that loads, runs, or that converters leave out. */
const TAGS = ['svg', 'title', 'style', 'rect', 'text', 'path', 'polygon'];

const texts = (parsed: Parsed): string[] => [...parsed.querySelectorAll('text')].map((one) => one.textContent);

test.each(DESIGNS)('%s: every component, number and use is in the picture, in plain elements', async (name) => {
  const model = fixture(name);
  const parsed = parseXml(await drawSvg(model));
  expect([...new Set([...parsed.querySelectorAll('*')].map((one) => one.tagName))].filter((tag) => !TAGS.includes(tag))).toEqual([]);
  expect(texts(parsed)).toEqual(expect.arrayContaining([...model.components.keys(), '1']));
});

test('a flow alone, and its sequence, show its steps', async () => {
  const model = fixture('headline');
  const flow = FlowId('redirect');
  expect(texts(parseXml(await drawSvg(model, { flow })))).toEqual(
    expect.arrayContaining(['api -> links', 'if 3 misses: read link, timeout 50 ms, 1 retry']),
  );
  expect(texts(parseXml(await drawSvg(model, { flow, type: 'sequence' })))).toEqual(
    expect.arrayContaining(['opt', 'if 3 misses', 'read link, timeout 50 ms, 1 retry']),
  );
});

test('marks stand in the boxes', async () => {
  expect(texts(parseXml(await drawSvg(fixture('headline'), { marks: new Map([[ComponentId('hot'), '93% busy']]) })))).toContain('93% busy');
});

test('whatever the names are, the file is well-formed and the names are text in it', async () => {
  const views = [{}, { flow: FlowId('redirect') }, { flow: FlowId('redirect'), type: 'sequence' as const }];
  await fc.assert(
    fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 3 }), fc.constantFrom(...views), async (names, view) => {
      const model = renamedModel(fixture('headline'), names);
      const parsed = parseXml(await drawSvg(model, view));
      expect([...new Set([...parsed.querySelectorAll('*')].map((one) => one.tagName))].filter((tag) => !TAGS.includes(tag))).toEqual([]);
      const allowed = ['xmlns', 'width', 'height', 'viewBox', 'role', 'aria-label', 'class', 'x', 'y', 'rx', 'd', 'points', 'text-anchor'];
      expect([...parsed.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((one) => !allowed.includes(one))).toEqual(
        [],
      );
      const first = [...model.components.keys()][0]!;
      expect(texts(parsed)).toContain(label(first, 40));
    }),
    { numRuns: 40 },
  );
});

/** Contrast of two colours by WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of their relative luminances. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const channel = (start: number): number => {
      const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test.each([LIGHT, DARK])('words can be read on every fill', (colours) => {
  for (const fill of [colours.ground, colours.place, ...Object.values(colours.fill), ...Object.values(colours.heat)]) {
    expect(contrast(colours.ink, fill)).toBeGreaterThanOrEqual(7);
    expect(contrast(colours.soft, fill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.line, fill)).toBeGreaterThanOrEqual(3);
  }
});
