/** A tag of an XML document, in document order. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const token = /<\?xml[^?]*\?>|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(.)/gsy;
const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** Reads a well-formed XML document without comments or sections; throws where it is not one. */
export function parseXml(text: string): readonly Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  for (const [whole, closing, name, attributes, empty, content, stray] of text.matchAll(token)) {
    if (stray !== undefined) throw new Error(`not XML at: ${whole}`);
    if (entity.test(content ?? attributes ?? '')) throw new Error(`a bare & in: ${whole}`);
    if (content !== undefined && content.trim() !== '' && open.length === 0)
      throw new Error(`text outside the root: ${content}`);
    if (name === undefined) continue;
    if (closing === '/') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${String(last)}>`);
      continue;
    }
    if (open.length === 0 && tags.length > 0) throw new Error(`a second root: <${name}>`);
    const pairs = [...(attributes ?? '').matchAll(/([\w.-]+)="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, value] as const,
    );
    tags.push({ name, attributes: Object.fromEntries(pairs) });
    if (empty !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.join('><')}> is never closed`);
  return tags;
}
