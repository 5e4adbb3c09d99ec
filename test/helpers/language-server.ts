import { type ChildProcess, spawn } from 'node:child_process';

type Message = { id?: number; method?: string; params?: unknown; result?: unknown; error?: { message: string } };

type Published = { uri: string; diagnostics: { message: string; range: { start: { line: number } } }[] };

/** The YAML language server of editors, spoken to over its standard streams. */
export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  readonly #published: Published[] = [];
  readonly #onPublished: (() => void)[] = [];
  #buffer = Buffer.alloc(0);
  #nextId = 1;

  constructor() {
    this.#process = spawn(process.execPath, ['node_modules/yaml-language-server/bin/yaml-language-server', '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#process.stdout!.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  async start(): Promise<void> {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } }, hover: { contentFormat: ['markdown'] } },
      },
    });
    this.#send({ method: 'initialized', params: {} });
    this.#send({
      method: 'workspace/didChangeConfiguration',
      params: { settings: { yaml: { completion: true, hover: true, validate: true, schemaStore: { enable: false } } } },
    });
  }

  open(uri: string, text: string): void {
    this.#send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  /** What the server complains of in a document, once it has looked at it. */
  async diagnostics(uri: string): Promise<string[]> {
    for (;;) {
      const found = this.#published.find((one) => one.uri === uri);
      if (found) return found.diagnostics.map((one) => `${one.range.start.line + 1} ${one.message}`);
      await new Promise<void>((resolve) => this.#onPublished.push(resolve));
    }
  }

  stop(): void {
    this.#process.kill();
  }

  #send(message: Message): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin!.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #receive(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, Math.max(0, head)).toString())?.[1]);
      if (head < 0 || this.#buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.#buffer.subarray(head + 4, head + 4 + length).toString()) as Message;
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.#handle(message);
    }
  }

  #handle(message: Message): void {
    if (message.method === 'textDocument/publishDiagnostics') {
      this.#published.push(message.params as Published);
      for (const wake of this.#onPublished.splice(0)) wake();
    } else if (message.method !== undefined && message.id !== undefined) {
      const items = (message.params as { items?: unknown[] } | undefined)?.items ?? [];
      this.#send({ id: message.id, result: message.method === 'workspace/configuration' ? items.map(() => null) : null });
    } else if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) waiting?.reject(new Error(message.error.message));
      else waiting?.resolve(message.result);
    }
  }
}
