import { type Point, piecesOf, type Rectangle } from './route.js';
import { towards } from './svg-shapes.js';
import { px, textAt, textWidth } from './svg-text.js';
import { FONT } from './svg-theme.js';

const HEIGHT = 16;

/** Room that a number takes, around its middle. */
export function badgeAt(text: string, middle: Point): Rectangle {
  const width = Math.max(HEIGHT, textWidth(text, FONT.badge) + 9);
  return { x: middle.x - width / 2, y: middle.y - HEIGHT / 2, width, height: HEIGHT };
}

export function drawBadge(text: string, at: Rectangle): string {
  const tag = `<rect x="${px(at.x)}" y="${px(at.y)}" width="${px(at.width)}" height="${HEIGHT}" rx="8" class="tag"/>`;
  return tag + textAt(at.x + at.width / 2, at.y + 12, text, { class: 'badge', anchor: 'middle' });
}

/**
 * A place for each route's number on its own line, as near to the source as nothing else is covered: no other line, no node, no
 * number placed before. Where there is none, the least bad: off other numbers.
 */
export function placeBadges(badges: readonly string[], routes: readonly (readonly Point[])[], nodes: readonly Rectangle[]): Rectangle[] {
  const placed: Rectangle[] = [];
  const lines = routes.flatMap((route, owner) => piecesOf(route).map((piece) => ({ owner, at: boundsOf(piece) })));
  badges.forEach((text, index) => {
    const route = routes[index] ?? [];
    const candidates = pointsAlong(route).map((middle) => badgeAt(text, middle));
    const around = aroundAll(candidates);
    const others = [...lines.filter(({ owner }) => owner !== index).map(({ at }) => at), ...nodes].filter((at) => overlap(around, at, 1));
    const offBadges = candidates.filter((place) => !placed.some((badge) => overlap(place, badge, 1)));
    const best = offBadges.find(
      (place) => !nodes.some((node) => overlap(place, node, 0)) && !others.some((line) => overlap(place, line, 1)),
    );
    placed.push(best ?? offBadges[0] ?? candidates[0] ?? badgeAt(text, { x: 0, y: 0 }));
  });
  return placed;
}

/** Points every few pixels along a route, away from its ends. */
function pointsAlong(route: readonly Point[]): Point[] {
  const points: Point[] = [];
  for (const [from, to] of piecesOf(route)) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    for (let distance = 4; distance < length; distance += 4) points.push(towards(from, to, distance));
  }
  return points.slice(2);
}

/** The least rectangle around all of them. */
function aroundAll(places: readonly Rectangle[]): Rectangle {
  const x = Math.min(...places.map((place) => place.x));
  const y = Math.min(...places.map((place) => place.y));
  const right = Math.max(...places.map((place) => place.x + place.width));
  return { x, y, width: right - x, height: Math.max(...places.map((place) => place.y + place.height)) - y };
}

const boundsOf = ([from, to]: readonly [Point, Point]): Rectangle => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(to.x - from.x),
  height: Math.abs(to.y - from.y),
});

const overlap = (a: Rectangle, b: Rectangle, gap: number): boolean =>
  a.x - gap < b.x + b.width && b.x < a.x + a.width + gap && a.y - gap < b.y + b.height && b.y < a.y + a.height + gap;
