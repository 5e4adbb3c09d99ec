export type Point = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };
export type Rectangle = Point & Size;

/**
 * A route of right angles only. Where a line enters a frame the layout library may leave a piece that is slanted by less than a gap:
 * the upright run before it is moved beside the one after it, if it ends on a bend or on the side of its node. Where it cannot be
 * moved, a bend is put in.
 */
export function rightAngled(points: readonly Point[], from: Rectangle, to: Rectangle, gap: number): Point[] {
  const route = [...points];
  for (let index = 1; index < route.length; index++) {
    const [before, after] = [route[index - 1], route[index]];
    if (before === undefined || after === undefined || !isSlightlySlanted(before, after, gap)) continue;
    if (!moveRun(route, index - 1, -1, after.x, from)) moveRun(route, index, 1, before.x, to);
  }
  return route.flatMap((point, index) => {
    const before = route[index - 1];
    if (before === undefined || before.x === point.x || before.y === point.y) return [point];
    const y = (before.y + point.y) / 2;
    return [{ x: before.x, y }, { x: point.x, y }, point];
  });
}

const isSlightlySlanted = (a: Point, b: Point, gap: number): boolean =>
  a.x !== b.x && a.y !== b.y && Math.abs(a.x - b.x) <= gap && Math.abs(a.x - b.x) < Math.abs(a.y - b.y);

/** Moves the upright run that starts at `index` and goes on in `step` to the column `x`; whether its other end let it. */
function moveRun(route: Point[], index: number, step: 1 | -1, x: number, node: Rectangle): boolean {
  const column = route[index]?.x;
  let end = index;
  while (route[end + step]?.x === column) end += step;
  const isNode = route[end + step] === undefined;
  if (isNode ? x <= node.x || x >= node.x + node.width : route[end + step]?.y !== route[end]?.y) return false;
  for (let at = index; at !== end + step; at += step) route[at] = { x, y: route[at]?.y ?? 0 };
  return true;
}

/** Straight pieces of a route. */
export const piecesOf = (route: readonly Point[]): [Point, Point][] =>
  route.slice(1).map((point, index): [Point, Point] => [route[index] ?? point, point]);
