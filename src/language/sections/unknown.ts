import type { DesignModel } from '#model/design.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import { UNKNOWN } from '../schema/leaves.js';
import { childOf, type YamlNode } from '../yaml/tree.js';

/** Every place where the design says `unknown`, by dotted path. */
export function findUnknown(reading: Reading): DesignModel['unknown'] {
  const found: DesignModel['unknown'][number][] = [];
  const walk = (node: YamlNode, path: Path): void => {
    if (node.kind === 'list') node.items.forEach((item, index) => walk(item, [...path, String(index)]));
    else if (node.kind === 'map') for (const entry of node.entries) walk(entry.value, [...path, entry.key.text]);
    else if (node.plain && node.text === UNKNOWN) found.push({ path: path.join('.'), origin: reading.originOfNode(node, path) });
  };
  for (const section of ['requirements', 'estimates', 'regions', 'components', 'data', 'flows']) {
    const node = childOf(reading.root, section);
    if (node) walk(node, [section]);
  }
  return found;
}
