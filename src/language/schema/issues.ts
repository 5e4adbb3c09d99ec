import type * as z from 'zod';
import { nearest } from '#base/nearest.js';
import { without } from '../edit/plain-edit.js';
import type { Problem } from '../problem.js';
import { describeNode, type Plain, type YamlNode } from '../yaml/tree.js';
import type { SumIssue } from './leaves.js';

export type IssueContext = {
  /** Names that may stand here, for the nearest right one. */
  readonly names?: readonly string[] | undefined;
  /** What the map is, for the message: `service "api"`. */
  readonly what?: string | undefined;
  /** Says more about an unknown name: which kinds have it. */
  readonly elsewhere?: ((name: string) => { readonly help: string; readonly suggestion?: string | undefined } | undefined) | undefined;
};

type Placed = Problem & { readonly path: readonly string[] };

/** An issue of a schema as problems in our words, one for every unknown name. `node` is what stands there, if anything does. */
export function issueToProblem(issue: z.core.$ZodIssue, node: YamlNode | undefined, context: IssueContext): Placed[] {
  if (!node)
    return [{ path: [], code: 'value/missing', message: `"${String(issue.path.at(-1))}" is missing`, help: 'Add it.', atKey: true }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => unknownName(name, issue.path.length === 0 ? context : {}, issue));
    case 'invalid_value':
      return [notOneOf(issue, node)];
    case 'custom': {
      const sum = (issue.params as { sum?: SumIssue } | undefined)?.sum;
      if (sum)
        return [
          {
            path: [],
            code: sum.code,
            message: issue.message,
            help: sum.help,
            suggestion: sum.suggestion,
            within: { start: sum.start, end: sum.end },
          },
        ];
      return [
        {
          path: [],
          code: 'value/wrong',
          message: `${capital(describeNode(node))} does not belong here`,
          expected: issue.message,
          help: `Expected ${issue.message}.`,
        },
      ];
    }
    default:
      return [wrongType(issue.message, node)];
  }
}

/** The value without the places that issues are about. */
export function withoutIssues(value: Plain, issues: readonly z.core.$ZodIssue[]): Plain {
  const paths = issues.flatMap((issue) => {
    const at = issue.path.map(String);
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...at, key]) : at.length > 0 ? [at] : [];
  });
  // From the end, so that taking an item out of a list moves none that is still to go.
  return paths.toReversed().reduce<Plain>(without, value);
}

function wrongType(message: string, node: YamlNode): Placed {
  const expected = /^Invalid input: expected (\w+)/.exec(message)?.[1];
  const wanted = expected
    ? ({ object: 'a map', record: 'a map of names', array: 'a list', string: 'text', boolean: 'true or false' }[expected] ?? expected)
    : message;
  return {
    path: [],
    code: 'type/wrong',
    message: `${capital(describeNode(node))} stands where ${wanted} belongs`,
    expected: wanted,
    help: `Expected ${wanted}.`,
  };
}

function unknownName(name: string, context: IssueContext, issue: z.core.$ZodIssue): Placed {
  const elsewhere = context.elsewhere?.(name);
  const suggestion = elsewhere?.suggestion ?? nearest(name, context.names ?? []);
  const where = context.what ?? (issue.path.length > 0 ? `"${String(issue.path.at(-1))}"` : 'this map');
  const names = context.names && context.names.length <= 16 ? `It has: ${context.names.join(', ')}.` : undefined;
  const help = elsewhere?.help ?? names ?? 'Remove it; `sysdrill schema` lists all there is.';
  return {
    path: [name],
    code: 'attribute/unknown',
    message: `${capital(where)} has no attribute "${name.slice(0, 64)}"`,
    help,
    suggestion,
    atKey: true,
  };
}

function notOneOf(issue: z.core.$ZodIssueInvalidValue, node: YamlNode): Placed {
  const values = issue.values.map(String).filter((value) => value !== 'unknown');
  const said = node.kind === 'scalar' ? node.text : '';
  const expected = values.length > 0 ? `one of ${values.join(', ')}` : issue.message;
  return {
    path: [],
    code: 'value/unknown',
    message: `${capital(describeNode(node))} does not belong here`,
    expected,
    help: `Expected ${expected}.`,
    suggestion: nearest(said, values),
  };
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
