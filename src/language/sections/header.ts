import { nearest } from '#base/nearest.js';
import type { DesignModel } from '#model/design.js';
import type { Reading } from '../reading.js';
import { childOf, describeNode, type YamlNode } from '../yaml/tree.js';

/** The sections of a design, in the order people write them. */
export const SECTIONS = [
  'sysdrill',
  'title',
  'problem',
  'requirements',
  'estimates',
  'regions',
  'network',
  'components',
  'data',
  'flows',
  'api',
  'decisions',
  'ignore',
  'faults',
] as const;

/** The version of the language this program reads. */
export const LANGUAGE_VERSION = 1;

export function readHeader(reading: Reading): Pick<DesignModel, 'title' | 'problem'> {
  for (const entry of reading.root.entries) {
    if ((SECTIONS as readonly string[]).includes(entry.key.text)) continue;
    reading.report([entry.key.text], {
      code: 'section/unknown',
      message: `A design has no section "${entry.key.text.slice(0, 64)}"`,
      help: `Sections: ${SECTIONS.join(', ')}.`,
      suggestion: nearest(entry.key.text, SECTIONS),
      atKey: true,
    });
  }
  readVersion(reading, childOf(reading.root, 'sysdrill'));
  const problem = textOf(reading, 'problem');
  if (problem !== undefined && !/^[a-z0-9-]{1,64}$/.test(problem)) {
    reading.report(['problem'], {
      code: 'problem/form',
      message: `${JSON.stringify(problem.slice(0, 40))} cannot be the id of a problem`,
      help: 'Ids have lower-case letters, digits and dashes; `sysdrill problems` lists them.',
    });
  }
  return { title: textOf(reading, 'title') ?? 'Untitled design', problem };
}

function readVersion(reading: Reading, node: YamlNode | undefined): void {
  if (!node) {
    reading.report([], {
      code: 'version/missing',
      message: 'The design does not say which version of the language it is written in',
      help: 'Add `sysdrill: 1` as its first line.',
      suggestion: 'sysdrill: 1',
    });
    return;
  }
  if (node.kind === 'scalar' && node.text === String(LANGUAGE_VERSION)) return;
  reading.report(['sysdrill'], {
    code: 'version/unknown',
    message: `This program reads version ${LANGUAGE_VERSION} of the language, not ${describeNode(node)}`,
    help: `Write sysdrill: ${LANGUAGE_VERSION}, or update the program.`,
  });
}

function textOf(reading: Reading, section: 'title' | 'problem'): string | undefined {
  const node = childOf(reading.root, section);
  if (!node) return undefined;
  if (node.kind === 'scalar') return node.text;
  reading.report([section], {
    code: 'type/wrong',
    message: `The ${section} is a text, not ${describeNode(node)}`,
    help: 'Put quotes around it if it has ": " or "#" in it.',
  });
  return undefined;
}
