/** Headers by lower-case name, decoded as UTF-8; several values of one name sorted and joined by `,`, as signatures want. */
export function headersOf(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? "").toLowerCase();
    const value = decode(raw[i + 1] ?? "");
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : [...before.split(","), value].sort().join(","));
  }
  return headers;
}

/** Node gives one character per byte. */
function decode(value: string): string {
  return /[^\0-\x7f]/.test(value) ? Buffer.from(value, "latin1").toString("utf8") : value;
}
