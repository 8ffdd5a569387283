export const engineScript: string;
export function knownKinds(): readonly string[];
