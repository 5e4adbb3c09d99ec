type Database = {
  getVertices(): Map<string, { text?: string }>;
  getEdges(): { start: string; end: string; text: string }[];
  getSubGraphs(): { title: string; nodes: string[] }[];
  getActors(): Map<string, { description: string }>;
  getMessages(): { from?: string; to?: string; message: unknown }[];
};

let loaded: Promise<(text: string) => Promise<Database>> | undefined;

/** Mermaid's own reading of a text: what it understood. Throws Mermaid's error where it does not parse. */
export async function readMermaid(text: string): Promise<Database> {
  loaded ??= load();
  return (await loaded)(text);
}

/** Mermaid asks for a DOM when it is loaded, for what cleans labels. */
async function load(): Promise<(text: string) => Promise<Database>> {
  const { JSDOM } = (await import('jsdom' as string)) as { JSDOM: new (html: string) => { window: { document: object } } };
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import('mermaid');
  mermaid.initialize({ securityLevel: 'strict' });
  return async (text) => (await mermaid.mermaidAPI.getDiagramFromText(text)).db as unknown as Database;
}

/** A label as a reader sees it: Mermaid keeps character codes in a form of its own until it draws. */
export const shownLabel = (text: string): string => text.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
