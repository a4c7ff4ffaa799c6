/** A request as it goes over a connection, one character per byte. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly target: string;
  /** In their order, a name as often as it is sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** The bytes of a request. A length is added where there is a body that is not sent in chunks. */
export function bytesOf({ method, target, headers, body }: HttpRequest): Buffer {
  const chunked = headers.some(([name]) => name === "transfer-encoding");
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  if (method === "POST" && !chunked) lines.push(`content-length: ${String(body.length)}\r\n`);
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body}`, "latin1");
}

/** A text of a length, made of a unit over and over. */
export function filled(length: number, unit: string): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}
