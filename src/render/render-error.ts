/** A picture that cannot be made here, told in a sentence with what to do about it. */
export class RenderError extends Error {
  override name = 'RenderError';
  readonly help: string;
  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}
