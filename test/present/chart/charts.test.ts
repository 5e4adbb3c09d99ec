import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barChart } from '#present/chart/bar-chart.js';
import { lineChart } from '#present/chart/line-chart.js';
import { hostileText } from '../../helpers/hostile-text.js';

type Element = { readonly tagName: string; readonly textContent: string; getAttribute(name: string): string | null };
type Page = { querySelectorAll(select: string): Iterable<Element>; querySelector(select: string): Element | null };

const { JSDOM } = (await import('jsdom' as string)) as { JSDOM: new (text: string, options: object) => { window: { document: Page } } };
/** As XML: what is not well-formed throws. */
const parsed = (svg: string): Page =>
  new JSDOM(`<svg xmlns="http://www.w3.org/2000/svg">${svg}</svg>`, { contentType: 'image/svg+xml' }).window.document;

const PLACES = ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'points', 'width', 'height'];

/** Every number of a picture is one, and no place is outside of it. */
function expectInside(svg: string): void {
  const page = parsed(svg);
  const [, , width, height] = page.querySelector('.chart')!.getAttribute('viewBox')!.split(' ').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const most = Math.max(width, height);
  const isPlace = (name: string, text: string): boolean => {
    const room = name.startsWith('x') || name === 'cx' ? width : name.startsWith('y') || name === 'cy' ? height : most;
    return text !== '' && Number(text) >= 0 && Number(text) <= room;
  };
  const wrong = [...page.querySelectorAll('.chart *')].flatMap((element) =>
    PLACES.flatMap((name) =>
      (element.getAttribute(name)?.split(/[ ,]/) ?? []).filter((text) => !isPlace(name, text)).map((text) => `${name}=${text}`),
    ),
  );
  expect(wrong).toEqual([]);
}

const value = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true }));
const points = fc.array(fc.tuple(value, fc.option(value, { nil: null })), { maxLength: 40 });

test('curves stay inside their picture, whatever the values and the names are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: hostileText, points }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('linear' as const, 'exact' as const),
      fc.constantFrom('linear' as const, 'log' as const),
      fc.constantFrom('high' as const, 'low' as const),
      hostileText,
      value,
      (series, across, up, labels, label, at) => {
        const svg = lineChart({
          id: 'c',
          title: label,
          description: label,
          x: { label, kind: across, text: String },
          y: { label, kind: up, text: String },
          series,
          across: [{ at, label }],
          upright: [
            { at, label },
            { at: at * 1.1, label, target: true },
          ],
          labels,
          note: label,
          bands: [{ from: at, to: at * 2, label }],
        });
        if (series.every((each) => each.points.every(([, y]) => y === null))) expect(svg).toBe('');
        else expectInside(svg);
      },
    ),
    { numRuns: 25 },
  );
});

test('labels of upright lines that stand low do not lie on one another, and each stays by its line', () => {
  const at = [1, 2, 2.2, 9.5];
  const svg = lineChart({
    id: 'c',
    title: 't',
    description: 'd',
    x: { label: 'x', kind: 'exact', text: String, least: 0, most: 10 },
    y: { label: 'y', kind: 'linear', text: String },
    series: [{ name: '', points: [[0, 0]] }],
    upright: at.toReversed().map((each) => ({ at: each, label: `at ${each} and then some`, target: each > 9 })),
    labels: 'low',
  });
  const page = parsed(svg);
  const lines = [...page.querySelectorAll('line.mark, line.target')].map((each) => Number(each.getAttribute('x1')));
  const texts = [...page.querySelectorAll('text')].filter(({ textContent }) => textContent.startsWith('at '));
  const found = texts.map((each) => {
    const [x, width] = [Number(each.getAttribute('x')), 6.6 * each.textContent.length];
    const from = each.getAttribute('text-anchor') === 'end' ? x - width : x;
    return { text: each.textContent, y: Number(each.getAttribute('y')), from, to: from + width, x };
  });
  expect(found.map(({ text }) => text)).toEqual(at.map((each) => `at ${each} and then some`));
  found.forEach(({ x }, i) => expect(Math.abs(x - lines[i]!)).toBeLessThan(5));
  for (const one of found) {
    const beside = found.filter((other) => other !== one && other.y === one.y && other.from < one.to && other.to > one.from);
    expect(beside).toEqual([]);
  }
  expect(page.querySelector('text.target')!.textContent).toBe('at 9.5 and then some');
});

test('bars stay inside their picture, and each part is as long as its share', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: hostileText, parts: fc.array(value, { maxLength: 4 }), note: hostileText, mark: value }), {
        minLength: 1,
        maxLength: 12,
      }),
      (bars) => expectInside(barChart({ id: 'b', title: 't', description: 'd', bars, parts: ['one', 'two'], mark: 'm', text: String })),
    ),
    { numRuns: 25 },
  );
  const page = parsed(
    barChart({
      id: 'b',
      title: 't',
      description: 'd',
      bars: [{ name: 'a', parts: [0.25, 0.5], note: '' }],
      parts: [],
      text: String,
      most: 1,
    }),
  );
  const widths = [...page.querySelectorAll('rect')].map((rect) => Number(rect.getAttribute('width')));
  expect(widths).toHaveLength(2);
  expect(widths[1]! / widths[0]!).toBeCloseTo(2, 5);
  expect(barChart({ id: 'b', title: 't', description: 'd', bars: [], parts: [], text: String })).toBe('');
});

test('a picture says what it is to who cannot see it, and a curve is broken where nothing is known', () => {
  const svg = lineChart({
    id: 'c',
    title: 'p99 <of> "all"',
    description: 'over time',
    x: { label: 'time', kind: 'exact', text: String },
    y: { label: 'p99', kind: 'linear', text: String, least: 0 },
    series: [
      {
        name: 'a',
        points: [
          [0, 1],
          [1, 2],
          [2, null],
          [3, 4],
          [4, 8],
        ],
      },
    ],
  });
  const page = parsed(svg);
  expect(page.querySelector('.chart')!.getAttribute('role')).toBe('img');
  expect(page.querySelector('.chart title')!.textContent).toBe('p99 <of> "all"');
  expect(page.querySelector('.chart desc')!.textContent).toBe('over time');
  const curves = [...page.querySelectorAll('polyline')].map((each) =>
    each
      .getAttribute('points')!
      .split(' ')
      .map((point) => point.split(',').map(Number)),
  );
  expect(curves.map((curve) => curve.length)).toEqual([2, 2]);
  // Twice the value is half the way to the top again: 8 is at the top, 4 in the middle.
  const [low, high] = curves[1]!.map(([, y]) => y!) as [number, number];
  const [bottom] = [...page.querySelectorAll('.axis')].map((line) => Number(line.getAttribute('y1'))).sort((a, b) => b - a) as [number];
  expect((bottom - high) / (bottom - low)).toBeCloseTo(2, 1);
});
