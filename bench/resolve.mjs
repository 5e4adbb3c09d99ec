/** Lets `node --conditions=source` run the sources as they are: `#room/file.js` is `src/room/file.ts`. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('#') || (specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/'));
    if (!ours || !specifier.endsWith('.js')) return next(specifier, context);
    if (specifier.startsWith('#')) return next(new URL(`../src/${specifier.slice(1, -3)}.ts`, import.meta.url).href, context);
    return next(`${specifier.slice(0, -3)}.ts`, context);
  },
});
