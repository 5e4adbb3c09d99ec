import type { ComponentId } from '#model/ids.js';
import { percent } from '#session/study-text.js';
import { editorCommand, runEditor } from '#store/editor.js';
import { watchDesign } from '#store/watch-file.js';
import type { Host } from '#tui/host.js';
import type { Io } from '../io.js';
import type { Desk, OpenOptions } from './desk.js';

/** The world as the screens see it. `options` hold for the interviews that are opened from the home screen as well. */
export const hostFor = (desk: Desk, options: OpenOptions, io: Io): Host => ({
  problems: () => desk.cards(),
  open: (problem, fresh) => desk.open(problem, { ...options, fresh }),
  edit: async (file) => {
    const editor = editorCommand(io.env);
    return typeof editor === 'string' ? editor : runEditor(editor, file);
  },
  watch: (file, changed) => watchDesign(file, changed, options.poll),
  draw: async ({ model, utilisation }, columns) => {
    const [{ drawTerminal }, { speaksUnicode }] = await Promise.all([import('#render/draw-terminal.js'), import('#tui/theme.js')]);
    const marks = new Map(utilisation.map(({ component, share }) => [component as ComponentId, `${percent(share)} used`]));
    return model ? drawTerminal(model, { columns, ascii: !speaksUnicode(io.env), color: false, marks }) : '';
  },
  notes: () => desk.notes,
  env: io.env,
});
