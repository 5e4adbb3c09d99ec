import { Command, type OutputConfiguration } from 'commander';
import { nearest } from '#base/nearest.js';
import { thisEngine } from '#catalog/engine.js';
import { type ExitCode, type Io, UsageError } from './io.js';

type End = (code: ExitCode) => void;

/** The table of commands. Each imports what it needs when it runs, so that none pays for another. */
export function buildProgram(io: Io, end: End): Command {
  const program = new Command('sysdrill');
  program
    .description('Practise system-design interviews, and judge designs: rules, load simulation, diagrams, grades.')
    .version(thisEngine().version, '-V, --version')
    .exitOverride()
    .configureOutput(outputTo(io))
    .showHelpAfterError('Run with --help for what there is.')
    .enablePositionalOptions();
  addPractice(program, io, end);
  addJudging(program, io, end);
  addPictures(program, io, end);
  addReading(program, io, end);
  for (const command of program.commands) {
    command.exitOverride().configureOutput(outputTo(io));
  }
  return program;
}

const outputTo = (io: Io): OutputConfiguration => ({
  writeOut: io.out,
  writeErr: io.err,
  getOutHelpWidth: () => io.columns,
  getErrHelpWidth: () => io.columns,
  outputError: (text, write) => write(`sysdrill: ${text.replace(/^error: /, '')}`),
});

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

function noSuchCommand(word: string, program: Command): UsageError {
  if (word.startsWith('-')) return new UsageError(`There is no option ${word.slice(0, 40)}`, 'Run with --help for what there is.');
  const names = program.commands.map((command) => command.name()).filter((name) => name !== 'start');
  const meant = nearest(word, names);
  return new UsageError(
    `There is no command "${word.slice(0, 40)}"`,
    `${meant ? `Did you mean ${meant}? ` : ''}Commands: ${names.join(', ')}.`,
  );
}

function addPractice(program: Command, io: Io, end: End): void {
  program
    .allowExcessArguments()
    .allowUnknownOption()
    .action(async () => {
      const [word] = program.args;
      if (word !== undefined) throw noSuchCommand(word, program);
      end(await (await import('./commands/home.js')).homeCommand([], { help: () => program.outputHelp() }, io));
    });
  program
    .command('practice [problem]')
    .description('the interview, from where it was left')
    .option('--file <design>', 'the design file to work on (default: ./<problem>.yaml)')
    .option('--new', 'start again; what was saved is kept aside')
    .option('--level <level>', 'junior, mid, senior or staff')
    .option('--poll', 'look at the design file twice a second, where changes are not told (network folders)')
    .option('--plain', 'one line after another: no boxes, no spinner (also for screen readers)')
    .option('--answers <file>', 'run the whole interview from a script')
    .action(async (problem, options) =>
      end(await (await import('./commands/practice.js')).practiceCommand(problem === undefined ? [] : [problem], options, io)),
    );
  program
    .command('problems')
    .description('what there is to practise')
    .option('--json', 'as JSON')
    .action(async (options) => end(await (await import('./commands/problems.js')).problemsCommand([], options, io)));
  program
    .command('show <problem>')
    .description('the brief of a problem')
    .option('--json', 'as JSON')
    .action(async (problem, options) => end(await (await import('./commands/show.js')).showCommand([problem], options, io)));
  program
    .command('new <problem>')
    .description('start a design file')
    .option('-o, --output <file>', 'where to write it (default: <problem>.yaml; - for standard output)')
    .option('--force', 'replace a file that is there')
    .action(async (problem, options) => end(await (await import('./commands/new.js')).newCommand([problem], options, io)));
  program
    .command('start', { hidden: true })
    .description('the home screen in a terminal; anywhere else a graded example')
    .action(async () => end(await (await import('./commands/start.js')).startCommand(io)));
}

function addJudging(program: Command, io: Io, end: End): void {
  program
    .command('check [files...]')
    .description('read designs, files or whole folders, and run the rules')
    .option('--format <format>', 'pretty (default), json, sarif, github, gitlab, junit or markdown')
    .option('--json', 'short for --format json')
    .option('--max-severity <severity>', 'the worst that still passes: none, info, warning (default) or error')
    .option('--fix', 'make every fix that holds, in the files')
    .option('--fix-dry-run', 'show the fixes as a patch, and what they do elsewhere')
    .option('--baseline <file>', 'findings in this file are known, and not counted')
    .option('--update-baseline', 'write what is found now into the baseline')
    .option('--config <file>', 'settings (default: sysdrill.config.yaml in the working directory)')
    .option('--print-config', 'print the settings that hold, and stop')
    .option('--watch', 'check again on every save')
    .option('--poll', 'with --watch: look twice a second, where changes are not told (network folders)')
    .action(async (files, options) => end(await (await import('./commands/check.js')).checkCommand(files, options, io)));
  program
    .command('grade <paths...>')
    .description('score designs, files or whole folders, against the rubric')
    .option('--level <level>', 'junior, mid, senior or staff')
    .option('--problem <id>', 'hold every design against this problem, whatever it names itself')
    .option('--min-score <score>', 'exit with 1 when a score is below')
    .option('--format <format>', 'pretty (default), json, ndjson or markdown')
    .option('--json', 'short for --format json')
    .option('--trust-code', 'run the rule modules that your settings name, beside the score')
    .option('--config <file>', 'settings that name them (default: sysdrill.config.yaml in the working directory)')
    .action(async (paths, options) => end(await (await import('./commands/grade.js')).gradeCommand(paths, options, io)));
  program
    .command('simulate [file]')
    .description('the load report of a design')
    .option('--seed <number>', 'the seed of every random stream')
    .option('--load <multiple>', 'the load as a multiple of each rate: 2x')
    .option('--sweep <load from..to...>', 'over a range of loads: knee, bottleneck, bands of retries: load 0.5x..10x')
    .option('--duration <time>', 'simulated time: 10min')
    .option('--precision <ratio>', 'relative half-width asked of each mean and p99: 5%')
    .option('--kill <what@from..to>', 'a failure: cache@60s..120s, zone:us-east/a@60s..120s, instance:api@60s (repeatable)', collect)
    .option('--slow <what@from..to>', 'a component that answers slower: db:5x@60s..120s (repeatable)', collect)
    .option('--cold <what@from..to>', 'a cache that is empty (repeatable)', collect)
    .option('--partition <a,b@from..to>', 'two regions or zones that do not hear each other (repeatable)', collect)
    .option('--surge <times@from..to>', 'so many times the requests for a while: 5x@60s..90s (repeatable)', collect)
    .option('--failures <times>', 'draw failures from availability and repair, so many times as often: 1000x')
    .option('--scenario [file]', 'a scenario file; without one, the `faults` of the design itself')
    .option('--confidence <level>', 'level of the intervals: 95% or 99%')
    .option('--format <format>', 'pretty (default), json, csv, html, markdown, svg or mermaid')
    .option('-o, --output <path>', 'write it there; .json, .csv, .html, .md, .txt, .svg or .mmd says what (repeatable)', collect)
    .option('--diagram', 'draw the design over the report, with how full everything is')
    .option('--fail-on-target [verdict]', 'exit with 1 when a target is missed; =unresolved: also when one is not known')
    .option('--verbose', 'list all that is assumed and left out')
    .option('--ascii', 'plain ASCII')
    .option('--json', 'short for --format json')
    .action(async (file, options) =>
      end(await (await import('./commands/simulate.js')).simulateCommand(file === undefined ? [] : [file], options, io)),
    );
}

function addPictures(program: Command, io: Io, end: End): void {
  program
    .command('diagram <file>')
    .description('draw a design, in the terminal or to a file')
    .option('--type <type>', 'flowchart, sequence (of one flow) or deployment (by zone)')
    .option('--flow <id>', 'one flow, its steps numbered')
    .option('--heat', 'simulate it, and show how full everything is')
    .option('-o, --output <path>', 'write .mmd, .svg, .png or .pdf (repeatable)', collect)
    .option('--format <format>', 'to standard output: text, mermaid or svg')
    .option('--ascii', 'draw with plain ASCII')
    .action(async (file, options) => end(await (await import('./commands/diagram.js')).diagramCommand([file], options, io)));
  program
    .command('report <file>')
    .description('everything about a design on one page')
    .option('--full', 'with how far it scales (0.5x to 10x) and what the loss of a zone does')
    .option('--format <format>', 'markdown, html or json (default: by the ending of --output, else markdown)')
    .option('--json', 'short for --format json')
    .option('--problem <id>', 'grade it against this problem, whatever it names itself')
    .option('--level <level>', 'junior, mid, senior or staff')
    .option('-o, --output <file>', 'write it there; .html and .json choose the format')
    .action(async (file, options) => end(await (await import('./commands/report.js')).reportCommand([file], options, io)));
}

function addReading(program: Command, io: Io, end: End): void {
  program
    .command('explain [word]')
    .description('a rule (what, why, fix, trade-off, examples), a code, or a kind of component; without a word, all rules')
    .option('--config <file>', 'settings that name rules of your own (default: sysdrill.config.yaml in the working directory)')
    .option('--json', 'as JSON')
    .action(async (rule, options) => end(await (await import('./commands/explain.js')).explainCommand(rule, options, io)));
  program
    .command('estimate <sum...>')
    .description("a sum with units, worked out: '100M user * 0.1 link/user/day = 116 /s'")
    .option('--json', 'as JSON')
    .action(async (words, options) => end((await import('./commands/estimate.js')).estimateCommand(words, options, io)));
  program
    .command('schema')
    .description('the JSON Schema of a design, for editors')
    .action(async () => end((await import('./commands/schema.js')).schemaCommand(io)));
}
