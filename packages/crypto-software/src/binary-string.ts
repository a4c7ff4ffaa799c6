/** node-forge takes and answers bytes as strings of one character, U+0000 to U+00FF, per byte. */
export function toBinaryString(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The bytes of one of node-forge's strings. */
export function fromBinaryString(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
