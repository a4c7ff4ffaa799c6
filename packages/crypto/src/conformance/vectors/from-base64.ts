/** The bytes of base64 text, for fixed vectors: no strictness, no secrets. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
