import { type Point, piecesOf, type Rectangle } from './route.js';

/** The cells that a route passes, ends included, and whether it goes straight through each. */
function passed(route: readonly Point[]): { key: string; x: number; y: number; way: 'level' | 'upright' | 'bend' | 'end' }[] {
  const cells: Point[] = [];
  for (const [from, to] of piecesOf(route)) {
    const dx = Math.sign(to.x - from.x);
    const dy = Math.sign(to.y - from.y);
    for (let { x, y } = from; x !== to.x || y !== to.y; x += dx, y += dy) cells.push({ x, y });
  }
  cells.push(...route.slice(-1));
  return cells.map(({ x, y }, index) => {
    const before = cells[index - 1];
    const after = cells[index + 1];
    const way =
      before === undefined || after === undefined ? 'end' : before.y === after.y ? 'level' : before.x === after.x ? 'upright' : 'bend';
    return { key: `${x},${y}`, x, y, way };
  });
}

/**
 * Whether every line can be followed: no two share a cell except where one crosses the other at a right angle, none passes a node, and
 * none runs along a frame. After rounding to cells a layout may fail this, and a drawing with false lines is worse than none.
 */
export function canBeFollowed(routes: readonly (readonly Point[])[], nodes: readonly Rectangle[], frames: readonly Rectangle[]): boolean {
  const taken = new Map<string, string>();
  for (const route of routes) {
    for (const { key, x, y, way } of passed(route)) {
      const other = taken.get(key);
      const crosses = (other === 'level' && way === 'upright') || (other === 'upright' && way === 'level');
      if (other !== undefined && !crosses) return false;
      if (way !== 'end' && nodes.some((node) => isInside(x, y, node))) return false;
      if (frames.some((frame) => (isOnSide(x, y, frame) && way !== 'level') || (isOnSide(y, x, turned(frame)) && way !== 'upright')))
        return false;
      taken.set(key, crosses ? 'crossing' : way);
    }
  }
  return true;
}

/** On the left or the right border of a frame. */
const isOnSide = (x: number, y: number, frame: Rectangle): boolean =>
  (x === frame.x || x === frame.x + frame.width - 1) && y >= frame.y && y < frame.y + frame.height;

const turned = ({ x, y, width, height }: Rectangle): Rectangle => ({ x: y, y: x, width: height, height: width });

const isInside = (x: number, y: number, node: Rectangle): boolean =>
  x >= node.x && x < node.x + node.width && y >= node.y && y < node.y + node.height;
