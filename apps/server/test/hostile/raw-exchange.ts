import { connect } from "node:net";
import { connect as connectByTls } from "node:tls";

/** What came back on a connection. */
export interface Exchange {
  readonly text: string;
  /** Whether the server has ended it, too. */
  readonly ended: boolean;
}

/** How long an answer is waited for before the caller ends its side, and then how long for the server's. */
const silence = 150;
const patience = 3_000;

/**
 * Sends bytes, one per character, waits for an answer or a while, and ends. Never rejects: a reset is an end.
 *
 * @param ca when given, the bytes are sent over TLS, to who has a certificate under it
 */
export function exchange(origin: string, bytes: string, ca?: string): Promise<Exchange> {
  const { hostname: host, port: digits } = new URL(origin);
  const port = Number(digits);
  return new Promise((resolve) => {
    const socket = ca === undefined ? connect({ host, port }) : connectByTls({ host, port, ca });
    let text = "";
    const end = () => socket.end();
    let quiet = setTimeout(end, silence);
    const deadline = setTimeout(() => {
      finish(false);
    }, patience);
    const finish = (ended: boolean) => {
      clearTimeout(quiet);
      clearTimeout(deadline);
      socket.destroy();
      resolve({ text, ended });
    };
    socket
      .setEncoding("latin1")
      .on("data", (part: string) => {
        text += part;
        clearTimeout(quiet);
        quiet = setTimeout(end, 20);
      })
      .on("error", () => {
        finish(true);
      })
      .on("close", () => {
        finish(true);
      });
    socket.write(bytes, "latin1");
  });
}

/** An answer of the service: its status, and the code that it holds or `OK`. */
export interface ServiceAnswer {
  readonly status: number;
  readonly code: string;
}

/**
 * Takes the answers of a connection apart.
 *
 * @throws Error for a text that is not a row of whole answers in the documented form
 */
export function answersIn(text: string): readonly ServiceAnswer[] {
  const answers: ServiceAnswer[] = [];
  let rest = text;
  while (rest !== "") {
    const [, status = "", head = ""] = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n(.*?\r\n)\r\n/s.exec(rest) ?? [];
    if (/^HTTP\/1\.1 100 Continue\r\n\r\n/.test(rest)) {
      rest = rest.slice("HTTP/1.1 100 Continue\r\n\r\n".length);
      continue;
    }
    const length = Number(/^content-length: (\d+)\r\n/im.exec(head)?.[1]);
    const start = rest.indexOf("\r\n\r\n") + 4;
    const body = rest.slice(start, start + length);
    const type = /^content-type: ([^\r\n]*)\r\n/im.exec(head)?.[1];
    const code = codeIn(body, type);
    if (code === undefined || body.length < length) {
      throw new Error(`no documented answer: ${JSON.stringify(rest)}`);
    }
    answers.push({ status: Number(status), code });
    rest = rest.slice(start + length);
  }
  return answers;
}

function codeIn(body: string, type: string | undefined): string | undefined {
  if (type === "text/xml;charset=utf-8") {
    if (/^<\?xml [^>]*\?><Error>.*<\/Error>$/s.test(body)) return /<Code>([^<]*)<\/Code>/.exec(body)?.[1];
    return /^<\?xml [^>]*\?><(\w+Response)>.*<\/\1>$/s.test(body) ? "OK" : undefined;
  }
  if (type !== "application/json;charset=utf-8") return undefined;
  return (JSON.parse(body) as { readonly Code?: string }).Code ?? "OK";
}
