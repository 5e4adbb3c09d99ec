import { explainRule } from '#analyze/explain.js';
import { RULES } from '#analyze/rules/index.js';
import { referencePages } from '#language/reference.js';
import { rulesJson, rulesText, ruleText } from '#present/explain-text.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';

/** `sysdrill explain [word]`: one rule by its id, code or bare name; a family; a kind of component; or all rules. */
export function explainCommand(name: string | undefined, options: { readonly json?: boolean }, io: Io): ExitCode {
  if (name === undefined) {
    io.out(options.json ? rulesJson(RULES) : rulesText(RULES, io));
    return EXIT.ok;
  }
  const explained = explainRule(name);
  if (explained.found) {
    io.out(options.json ? rulesJson([explained.rule]) : ruleText(explained.rule, io));
    return EXIT.ok;
  }
  if (explained.family.length > 0) {
    io.out(options.json ? rulesJson(explained.family) : rulesText(explained.family, io));
    return EXIT.ok;
  }
  const page = referencePage(name);
  if (page !== undefined) {
    io.out(options.json ? `${JSON.stringify({ schema: 'sysdrill/reference@1', name, markdown: page })}\n` : page);
    return EXIT.ok;
  }
  const meant = explained.nearest === undefined ? '' : `Did you mean ${explained.nearest}? `;
  throw new UsageError(`There is no rule and no kind of component "${name}"`, `${meant}\`sysdrill explain\` lists the rules.`);
}

/** A kind of component by its name, or the pages `steps` and `sections`. */
function referencePage(name: string): string | undefined {
  const pages = referencePages();
  return pages.get(`kinds/${name}.md`) ?? pages.get(`${name}.md`);
}
