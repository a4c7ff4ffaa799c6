import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { RunningServer } from "../running-server.ts";

/** Lets {@link openServerMemory} in. The port is any free one of loopback. */
export const inspected = { NODE_OPTIONS: "--inspect=127.0.0.1:0" };

/** What a server uses, when all that nobody needs any more has been swept. Bytes. */
export interface ServerMemory {
  /** Objects that are still in use, and the buffers that belong to them. */
  readonly live: number;
  /** Memory that the process holds. */
  readonly resident: number;
}

/** Reads a server's memory, from outside, through Node's inspector and Linux. */
export async function openServerMemory({ ready, written }: RunningServer): Promise<{
  readonly read: () => Promise<ServerMemory>;
  readonly close: () => void;
}> {
  const [, url = ""] = /^Debugger listening on (ws:\S+)$/m.exec(written().error) ?? [];
  const socket = new WebSocket(url);
  await once(socket, "open");
  let lastId = 0;
  const ask = async (method: string): Promise<Readonly<Record<string, number>>> => {
    const id = ++lastId;
    socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [event] = (await once(socket, "message")) as [MessageEvent<string>];
      const answer = JSON.parse(event.data) as {
        readonly id?: number;
        readonly result: Record<string, number>;
      };
      if (answer.id === id) return answer.result;
    }
  };
  return {
    async read() {
      await ask("HeapProfiler.collectGarbage");
      const { usedSize = Number.NaN, backingStorageSize = 0 } = await ask("Runtime.getHeapUsage");
      return { live: usedSize + backingStorageSize, resident: residentBytes(ready.pid) };
    },
    close: () => {
      socket.close();
    },
  };
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
