import { FRAME_ROWS, Frame } from '../../components/frame.js';
import { useLook } from '../../components/look.js';
import { Scroll, useScroll } from '../../components/scroll.js';
import { useActions } from '../../components/use-actions.js';
import { KEYS } from '../../keys.js';
import { SCOPES } from '../../keys-page.js';
import { type Line, pad, wrap } from '../../text.js';

/** The whole table of keys, by where they hold. */
export const keyLines = (columns: number): readonly Line[] =>
  SCOPES.flatMap(([scope, title], i): readonly Line[] => [
    ...(i === 0 ? [] : [{ text: '' }]),
    { text: title, tone: 'strong' },
    ...KEYS.filter((binding) => binding.scope === scope).flatMap((binding) =>
      wrap(`  ${pad(binding.shown, 14)}${binding.does}`, columns, ' '.repeat(16)).map((text): Line => ({ text })),
    ),
  ]);

export function Help({ onClose }: { readonly onClose: () => void }) {
  const { columns, rows } = useLook();
  const height = rows - FRAME_ROWS;
  const lines = keyLines(columns);
  const scroll = useScroll(lines.length, height - 1);
  useActions(['scroll'], { ...scroll.on, back: onClose, help: onClose });
  return (
    <Frame left="Keys" scopes={['scroll']}>
      <Scroll lines={lines} at={scroll.at} height={height} />
    </Frame>
  );
}
