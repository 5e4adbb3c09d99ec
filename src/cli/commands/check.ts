import { stableJson } from '#base/json.js';
import { checkFiles } from '../check/check-files.js';
import { unusedSettings } from '../check/config-file.js';
import { exitCode, reportText } from '../check/report.js';
import { type CheckFlags, checkSettings } from '../check/settings.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { designFiles } from './design-files.js';

/** `sysdrill check <files or folders>`: reads each design and runs the rules. Several files are judged each on its own; the worst exit code wins. */
export async function checkCommand(names: readonly string[], flags: CheckFlags, io: Io): Promise<ExitCode> {
  const settings = await checkSettings(flags, io);
  if (flags.printConfig) {
    const { format, tolerated, config, baseline } = settings;
    const said = { ...config.value, format, 'max-severity': tolerated, ...(baseline && { baseline: baseline.file }) };
    io.out(`${stableJson({ file: config.file ?? null, settings: said })}\n`);
    return EXIT.ok;
  }
  if (names.length === 0)
    throw new UsageError("missing required argument 'files'", 'Name a design, or a folder: sysdrill check design.yaml.');
  const files = await designFiles(names, io.cwd);
  if (flags.watch) {
    if (settings.baseline?.update) throw new UsageError('--watch and --update-baseline do not go together', 'Update once, then watch.');
    if (settings.fix === 'write') throw new UsageError('--watch and --fix do not go together', 'Run --fix once, then watch.');
    return (await import('../check/watch.js')).watchFiles(files, flags, io);
  }
  const checked = await checkFiles(files, settings, io.cwd);
  io.out(await reportText(checked, settings, io));
  for (const line of unusedSettings(settings.config, checked)) io.err(line);
  return exitCode(checked, settings);
}
