import type { Rule } from '#analyze/define-rule.js';
import { type Explained, explainRule } from '#analyze/explain.js';
import { RULES } from '#analyze/rules/index.js';
import { nearest } from '#base/nearest.js';
import { referencePages } from '#language/reference.js';
import { readingCodeText, rulesJson, rulesText, ruleText } from '#present/explain-text.js';
import { READING_CODES } from '#present/reading-codes.js';
import { namedRules } from '../check/settings.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';

type ExplainOptions = { readonly json?: boolean; readonly config?: string };

/**
 * `sysdrill explain [word]`: one rule by its id, code or bare name; a family; a code of the reader; a kind of component; or all rules.
 * Rules of the project's own, which its settings name, are explained like those of the program; their modules run only for what the
 * program does not know itself.
 */
export async function explainCommand(name: string | undefined, options: ExplainOptions, io: Io): Promise<ExitCode> {
  if (name !== undefined && explain(name, { ...explainRule(name), family: [] } as Explained, options, io)) return EXIT.ok;
  // A family may have rules of the project's own as well.
  const own = await ownRulesOrNone(options, io);
  const all = [...RULES, ...own];
  if (name === undefined) {
    io.out(options.json ? rulesJson(all) : rulesText(all, io));
    return EXIT.ok;
  }
  const explained = explainRule(name, all);
  if (explain(name, explained, options, io)) return EXIT.ok;
  const near = (!explained.found && explained.nearest) || nearest(name, Object.keys(READING_CODES));
  throw new UsageError(
    `There is no rule, no code and no kind of component "${name}"`,
    `${near ? `Did you mean ${near}? ` : ''}\`sysdrill explain\` lists the rules.`,
  );
}

/** Prints what the word stands for; false where it stands for nothing. */
function explain(name: string, explained: Explained, { json }: ExplainOptions, io: Io): boolean {
  const code = Object.hasOwn(READING_CODES, name) ? READING_CODES[name] : undefined;
  const page = referencePage(name);
  if (explained.found) io.out(json ? rulesJson([explained.rule]) : ruleText(explained.rule, io));
  else if (code !== undefined)
    io.out(json ? `${JSON.stringify({ schema: 'sysdrill/reading-code@1', code: name, ...code })}\n` : readingCodeText(name, code, io));
  else if (explained.family.length > 0) io.out(json ? rulesJson(explained.family) : rulesText(explained.family, io));
  else if (page !== undefined) io.out(json ? `${JSON.stringify({ schema: 'sysdrill/reference@1', name, markdown: page })}\n` : page);
  else return false;
  return true;
}

/** A module that does not load is told, and what the program itself knows is explained all the same. */
async function ownRulesOrNone({ config }: ExplainOptions, io: Io): Promise<readonly Rule[]> {
  try {
    return await (await namedRules(config, io)).load();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`sysdrill: ${error.message}.\nThe rules of this project are left out.\n`);
    return [];
  }
}

/** A kind of component by its name, or the pages `steps` and `sections`. */
function referencePage(name: string): string | undefined {
  const pages = referencePages();
  return pages.get(`kinds/${name}.md`) ?? pages.get(`${name}.md`);
}
