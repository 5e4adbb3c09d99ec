import { designJsonSchema } from '#language/json-schema.js';
import { EXIT, type ExitCode, type Io } from '../io.js';

/** `sysdrill schema`: the JSON Schema of a design, for editors. */
export function schemaCommand(io: Io): ExitCode {
  io.out(`${JSON.stringify(designJsonSchema(), null, 2)}\n`);
  return EXIT.ok;
}
