type Box = { readonly title: string; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

const STEP = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] } as const;
type Way = keyof typeof STEP;

/** Where a bend leads, by the way one comes from. */
const BENDS: Readonly<Record<string, Partial<Record<Way, Way>>>> = {
  '┌': { up: 'right', left: 'down' },
  '┐': { up: 'left', right: 'down' },
  '└': { down: 'right', left: 'up' },
  '┘': { down: 'left', right: 'up' },
};

/** From an arrow's head back to where the line came from. */
const BACK: Readonly<Record<string, Way>> = { '▼': 'up', '▲': 'down', '◀': 'right', '▶': 'left' };

/**
 * Reads a drawing as a person does: from every arrow's head back along its line, straight on over crossings and numbers, round bends, to
 * the box where it begins. Gives `source target` titles, sorted. Titles are the first lines of the boxes, and unique.
 */
export function traceLines(rows: readonly string[], titles: readonly string[]): string[] {
  const grid = rows.map((row) => Array.from(row));
  const at = (x: number, y: number): string => grid[y]?.[x] ?? ' ';
  const boxes = titles.map((title) => boxAround(title, at, grid.length));
  const boxOf = (x: number, y: number): Box | undefined =>
    boxes.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  const found: string[] = [];
  grid.forEach((row, y) => {
    row.forEach((character, x) => {
      let way = BACK[character];
      const target = boxOf(x, y);
      if (way === undefined || target === undefined) return;
      let [column, line] = [x + STEP[way][0], y + STEP[way][1]];
      for (let steps = 0; steps < 10_000; steps++) {
        const source = boxOf(column, line);
        if (source !== undefined) return void found.push(`${source.title} ${target.title}`);
        way = BENDS[at(column, line)]?.[way] ?? way;
        column += STEP[way][0];
        line += STEP[way][1];
      }
      found.push(`nowhere ${target.title}`);
    });
  });
  return found.toSorted();
}

const BORDER = /[│╎├┤◀▶]/;

/** The box in which a title stands alone between blanks. */
function boxAround(title: string, at: (x: number, y: number) => string, height: number): Box {
  const letters = Array.from(title);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < 500; x++) {
      if (!letters.every((letter, index) => at(x + index, y) === letter)) continue;
      if (at(x - 1, y) !== ' ' || at(x + letters.length, y) !== ' ') continue;
      let [left, right, bottom] = [x, x, y];
      while (left > 0 && !BORDER.test(at(left, y))) left--;
      while (right < 500 && !BORDER.test(at(right, y))) right++;
      while (bottom < height && at(left, bottom) !== '└') bottom++;
      return { title, left, right, top: y - 1, bottom };
    }
  }
  throw new Error(`no box of ${title}`);
}
