import { connect, type Socket } from "node:net";

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A connection of HTTP/1.1 that is kept, and opened anew where the server has closed it. */
export interface HttpConnection {
  /** Sends the bytes of one request, and answers once its answer is there whole. */
  exchange(request: Buffer): Promise<HttpAnswer>;
  close(): void;
}

const patience = 60_000;

/** Connects to an origin of plain HTTP. One request at a time. */
export function openConnection(origin: string): HttpConnection {
  const { hostname, port } = new URL(origin);
  let socket: Socket | undefined;
  return {
    async exchange(request) {
      socket = socket?.writable === true ? socket : connect(Number(port), hostname);
      const answer = await answerTo(request, socket);
      if (/^connection: close\r$/im.test(answer.head)) {
        socket.destroy();
        socket = undefined;
      }
      return answer;
    },
    close: () => socket?.destroy(),
  };
}

function answerTo(request: Buffer, socket: Socket): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      socket.off("data", take).off("error", fail).off("close", fail);
      settle();
    };
    const fail = (error: unknown) => {
      finish(() => {
        reject(
          error instanceof Error ? error : new Error("the server closed the connection without an answer"),
        );
      });
    };
    const timer = setTimeout(() => {
      fail(new Error("there was no answer"));
    }, patience);
    const take = (part: Buffer) => {
      received = Buffer.concat([received, part]);
      const answer = wholeAnswer(received);
      if (answer !== undefined) {
        finish(() => {
          resolve(answer);
        });
      }
    };
    socket.on("data", take).on("error", fail).on("close", fail);
    socket.write(request);
  });
}

function wholeAnswer(received: Buffer): HttpAnswer | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = received.toString("latin1", 0, end + 2);
  const length = Number(/^content-length: (\d+)\r$/im.exec(head)?.[1]);
  if (received.length < end + 4 + length) return undefined;
  return {
    status: Number(head.slice(9, 12)),
    head,
    body: received.toString("utf8", end + 4, end + 4 + length),
  };
}
