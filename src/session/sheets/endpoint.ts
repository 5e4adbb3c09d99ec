import { METHODS } from '#language/sections/others.js';
import { inline, NAME, type ReadLine, scalar } from './entry.js';

/** Methods whose path is a name or a topic and no path of HTTP. */
const NAMED = ['RPC', 'SUBSCRIBE'];
const FORM = 'Write it like: create: POST /links idempotent';

/**
 * Reads a line of the interface sheet: `create: POST /links idempotent`. The name may be left out and is then made of method and
 * path; `idempotent` (or `idempotency-key`) says that a repeated request does not count twice.
 */
export function readEndpoint(line: string): ReadLine {
  const match = /^\s*(?:([^:/\s]+)\s*:\s*)?([A-Za-z]+)\s+(\S+)\s*(.*?)\s*$/.exec(line);
  if (!match) return { problem: FORM };
  const [, given, verb = '', path = '', rest = ''] = match;
  const method = verb.toUpperCase();
  if (!METHODS.some((one) => one === method)) return { problem: `${verb} is not a method (${METHODS.join(', ')}). ${FORM}` };
  if (!path.startsWith('/') && !NAMED.includes(method)) return { problem: `A path begins with a slash: /${path}` };
  const name = given ?? nameOf(method, path);
  if (!NAME.test(name)) return { problem: `"${name}" cannot be a name: letters, digits and dashes. ${FORM}` };
  const idempotent = /^(?:with\s+)?(?:idempotent|idempotency|idempotency-key)$/i.test(rest);
  if (rest !== '' && !idempotent) return { problem: `After the path only "idempotent" is understood, not "${rest}"` };
  const members: [string, string][] = [
    ['method', method],
    ['path', scalar(path)],
  ];
  if (idempotent) members.push(['idempotency-key', 'true']);
  return { entries: [{ section: 'api', name, value: inline(members) }] };
}

/** `POST /links/{id}` -> `post-links-id`. */
function nameOf(method: string, path: string): string {
  const words = path.match(/[A-Za-z0-9]+/g) ?? [];
  return [method.toLowerCase(), ...words].join('-').slice(0, 60);
}
