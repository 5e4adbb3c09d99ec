export type Point = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };
export type Rectangle = Point & Size;

/**
 * A route of right angles only. Where a line enters a frame the layout library may leave a piece that is slanted by less than a gap:
 * at an end of the route that end is moved along the side of its node; in between a bend is put in.
 */
export function rightAngled(points: readonly Point[], from: Rectangle, to: Rectangle, gap: number): Point[] {
  const route = [...points];
  route.splice(0, 1, ...snapped(route[0], route[1], from, gap));
  route.splice(route.length - 1, 1, ...snapped(route.at(-1), route.at(-2), to, gap));
  return route.flatMap((point, index) => {
    const before = route[index - 1];
    if (before === undefined || before.x === point.x || before.y === point.y) return [point];
    const y = (before.y + point.y) / 2;
    return [{ x: before.x, y }, { x: point.x, y }, point];
  });
}

function snapped(end: Point | undefined, beside: Point | undefined, node: Rectangle, gap: number): Point[] {
  if (end === undefined) return [];
  if (beside === undefined || Math.abs(beside.x - end.x) > gap || Math.abs(beside.y - end.y) < Math.abs(beside.x - end.x)) return [end];
  const inside = beside.x > node.x && beside.x < node.x + node.width;
  return [inside ? { x: beside.x, y: end.y } : end];
}

/** Straight pieces of a route. */
export const piecesOf = (route: readonly Point[]): [Point, Point][] =>
  route.slice(1).map((point, index): [Point, Point] => [route[index] ?? point, point]);
