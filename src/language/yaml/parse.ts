import { parseEvents, YAMLException } from 'js-yaml';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import { LIMITS } from '../limits.js';
import { Positions } from './positions.js';
import type { YamlNode } from './tree.js';
import { TreeBuilder } from './tree-builder.js';
import { problem } from './yaml-problem.js';

export type ParsedYaml = {
  /** Missing when the text is no YAML at all, is empty, or breaks a bound. */
  readonly root: YamlNode | undefined;
  readonly positions: Positions;
  readonly diagnostics: readonly Diagnostic[];
};

/** Text to a tree with places. Never throws: whatever is wrong is a diagnostic. */
export function parseYaml(text: string): ParsedYaml {
  const positions = new Positions(text);
  if (text.length > LIMITS.characters) {
    const message = `The file has more than ${LIMITS.characters.toLocaleString('en')} characters`;
    return {
      root: undefined,
      positions,
      diagnostics: [problem(positions, 'file/too-large', 0, 1, message, 'Split it, or leave out what is generated.')],
    };
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const message = 'There is a character here that no text has (NUL)';
    return {
      root: undefined,
      positions,
      diagnostics: [problem(positions, 'yaml/character', nul, nul + 1, message, 'Is this the right file? Save it as UTF-8 text.')],
    };
  }
  try {
    const tree = new TreeBuilder(text, positions);
    const root = tree.build(parseEvents(text, { maxDepth: LIMITS.depth }));
    return { root, positions, diagnostics: tree.diagnostics };
  } catch (error) {
    const at = error instanceof YAMLException && error.mark ? error.mark.position : 0;
    const reason = error instanceof YAMLException ? error.reason : String(error);
    if (/nesting|maxDepth|depth/i.test(reason)) {
      const message = `More than ${LIMITS.depth} levels stand inside one another`;
      return {
        root: undefined,
        positions,
        diagnostics: [problem(positions, 'yaml/depth', at, at + 1, message, 'No design is that deep: look for brackets left open.')],
      };
    }
    return {
      root: undefined,
      positions,
      diagnostics: [problem(positions, 'yaml/syntax', at, at + 1, `This is not YAML: ${reason}`, syntaxHelp(reason))],
    };
  }
}

function syntaxHelp(reason: string): string {
  if (/tab/i.test(reason)) return 'Indent with spaces; YAML does not allow tabs there.';
  return 'Check the indentation and the brackets just before this place; text with ": ", "#", "{" or "," wants quotes.';
}
