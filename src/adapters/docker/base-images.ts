/** The name under which two ways to write one image are the same, as BuildKit compares them. */
export function normalImage(image: string): string {
  const [name = '', digest] = image.split('@', 2);
  const familiar = name.replace(/^(?:docker\.io|index\.docker\.io)\//, '').replace(/^library\//, '');
  const tagged = familiar.replace(/:latest$/, '');
  return digest === undefined ? tagged : `${tagged}@${digest}`;
}

/** Local images by the public name they stand in for. */
export interface Bases {
  /** The local image for that name, however it is written. */
  local(image: string): string | undefined;
  /** Text of a builder, with our names replaced by those the learner wrote. */
  restore(text: string): string;
  readonly all: readonly (readonly [publicName: string, local: string])[];
}

export function createBases(bases: Readonly<Record<string, string>>): Bases {
  const all = Object.entries(bases).filter(([publicName, local]) => publicName !== local);
  const byName = new Map(all.map(([publicName, local]) => [normalImage(publicName), local]));
  // The longest first: `…/golang:1.26-alpine` holds `…/golang:1.26`.
  const restorable = all.toSorted(([, a], [, b]) => b.length - a.length);
  return {
    all,
    local: (image) => byName.get(normalImage(image)),
    restore: (text) =>
      restorable.reduce((restored, [publicName, local]) => restored.replaceAll(local, publicName), text),
  };
}
