import { Box, Text } from 'ink';
import type { Line } from '../text.js';
import { TONES } from '../theme.js';
import { useLook } from './look.js';

/** Lines as they are, each on one row. What is too long is cut: callers wrap before. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const { say } = useLook();
  return (
    <Box flexDirection="column">
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Text key={i} wrap="truncate-end" {...TONES[line.tone ?? 'plain']}>
          {line.text === '' ? ' ' : say(line.text)}
        </Text>
      ))}
    </Box>
  );
}
