import { unreachable } from '#base/invariant.js';
import type { Shape } from '#present/diagram-parts.js';
import { type Point, piecesOf, type Rectangle } from './route.js';
import { px } from './svg-text.js';

/** The outline of a node. */
export function shapePath(shape: Shape, at: Rectangle): string {
  const { x, y, width, height } = at;
  const name = `class="shape ${shape}"`;
  const box = (radius: number): string =>
    `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${radius}" ${name}/>`;
  switch (shape) {
    case 'client':
      return box(height / 2);
    case 'compute':
    case 'external':
      return box(4);
    case 'control':
      return box(14);
    case 'edge':
      return polygon(
        name,
        [x + 12, y],
        [x + width - 12, y],
        [x + width, y + height / 2],
        [x + width - 12, y + height],
        [x + 12, y + height],
        [x, y + height / 2],
      );
    case 'cache':
      return polygon(name, [x + 10, y], [x + width, y], [x + width - 10, y + height], [x, y + height]);
    case 'messaging':
      return box(2) + lineAt(x + 7, y, height) + lineAt(x + width - 7, y, height);
    case 'store':
      return cylinder(at, name);
    default:
      return unreachable(shape);
  }
}

const polygon = (name: string, ...points: readonly [number, number][]): string =>
  `<polygon points="${points.map(([x, y]) => `${px(x)},${px(y)}`).join(' ')}" ${name}/>`;

const lineAt = (x: number, y: number, height: number): string => `<path d="M${px(x)} ${px(y)}v${px(height)}" class="line"/>`;

/** The lid reaches from the top border downwards, so that lines still end on the border. */
function cylinder({ x, y, width, height }: Rectangle, name: string): string {
  const rx = width / 2;
  const ry = 6;
  const body = `M${px(x)} ${px(y + ry)}a${px(rx)} ${ry} 0 0 1 ${px(width)} 0v${px(height - 2 * ry)}a${px(rx)} ${ry} 0 0 1 ${px(-width)} 0z`;
  return `<path d="${body}" ${name}/><path d="M${px(x)} ${px(y + ry)}a${px(rx)} ${ry} 0 0 0 ${px(width)} 0" class="line"/>`;
}

/** A route with rounded bends. */
export function routePath(route: readonly Point[], radius = 6): string {
  const [first] = route;
  if (first === undefined) return '';
  let path = `M${px(first.x)} ${px(first.y)}`;
  const pieces = piecesOf(route);
  pieces.forEach(([from, to], index) => {
    const next = pieces[index + 1];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (next === undefined || length === 0) {
      path += `L${px(to.x)} ${px(to.y)}`;
      return;
    }
    const after = Math.hypot(next[1].x - to.x, next[1].y - to.y);
    const r = Math.min(radius, length / 2, after / 2);
    const enter = towards(to, from, r);
    const leave = towards(to, next[1], r);
    path += `L${px(enter.x)} ${px(enter.y)}Q${px(to.x)} ${px(to.y)} ${px(leave.x)} ${px(leave.y)}`;
  });
  return path;
}

/** The point at a distance from one point on the way to another. */
export function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) / length) * distance, y: from.y + ((to.y - from.y) / length) * distance };
}

/** An arrow's head at `tip`, coming from `from`. Drawn out, since markers are lost in some converters. */
export function arrowHeadPath(from: Point, tip: Point): string {
  const base = towards(tip, from, 9);
  const dx = (tip.x - base.x) / 9;
  const dy = (tip.y - base.y) / 9;
  const side = (sign: number): string => `${px(base.x - sign * dy * 4.5)},${px(base.y + sign * dx * 4.5)}`;
  return `<polygon points="${px(tip.x)},${px(tip.y)} ${side(1)} ${side(-1)}" class="head"/>`;
}
