import { explainRule } from '#analyze/explain.js';
import { RULES } from '#analyze/rules/index.js';
import { rulesJson, rulesText, ruleText } from '#present/explain-text.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';

/** `sysdrill explain [rule]`: one rule by its id, code or bare name; a family; or all of them. */
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
  const meant = explained.nearest === undefined ? '' : `Did you mean ${explained.nearest}? `;
  throw new UsageError(`There is no rule "${name}"`, `${meant}\`sysdrill explain\` lists them all.`);
}
