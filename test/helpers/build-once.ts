import { execFileSync } from 'node:child_process';

/** Tests that run the program run the built one: built once, from the sources as they are. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
