/** A signature and the key that proves it. */
export interface Signature {
  /** Ed25519, as base64 of DER (SubjectPublicKeyInfo): 60 characters. */
  readonly publicKey: string;
  /** Base64 of 64 bytes: 88 characters. */
  readonly signature: string;
}

/** Signs with a key that belongs to this account on this machine. */
export interface Signer {
  /** Makes the key at first use. Throws a MachineError when it is damaged, cannot be read or cannot be made. */
  sign(bytes: Uint8Array): Promise<Signature>;
  /** Whether the owner of that key signed exactly these bytes. Never throws: what is no key or no signature is `false`. */
  verify(bytes: Uint8Array, publicKey: string, signature: string): boolean;
}
