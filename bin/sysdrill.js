#!/usr/bin/env node
// Says in a sentence that Node is too old, before anything is imported that an old Node cannot read.
var wanted = [22, 18];
var has = process.versions.node.split('.').map(Number);
if (has[0] < wanted[0] || (has[0] === wanted[0] && has[1] < wanted[1])) {
  process.stderr.write(
    'sysdrill needs Node ' +
      wanted.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '.\n' +
      'In a clone, `npm start` and `npx sysdrill` use the right one; elsewhere install a newer Node.\n',
  );
  process.exit(2);
}
import('node:module')
  .then((module) => {
    module.enableCompileCache();
    return import('../dist/main.js');
  })
  .then(
    (built) => built.main(process.argv.slice(2)),
    (error) => {
      process.stderr.write(`sysdrill is not built (${error.message}). In a clone run \`npm ci\`, or \`npm run build\`.\n`);
      process.exit(3);
    },
  );
