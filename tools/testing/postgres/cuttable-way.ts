import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a port of this machine that can be cut. */
export interface CuttableWay {
  readonly port: number;
  /** Ends all connections, and refuses new ones. */
  cut(): void;
  /** Carries nothing any more, and says so to nobody, as a network that has lost its other end. */
  silence(): void;
  /** Carries again; what was silenced stays so. */
  restore(): void;
  close(): Promise<void>;
}

/** Opens a way. */
export async function openWay(to: number): Promise<CuttableWay> {
  let state: "open" | "cut" | "silent" = "open";
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (state === "cut") {
      near.destroy();
      return;
    }
    sockets.add(near);
    if (state === "silent") return;
    const far = connect(to, "127.0.0.1");
    sockets.add(far);
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => undefined);
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      state = "cut";
      endAll();
    },
    silence() {
      state = "silent";
      for (const socket of sockets) socket.unpipe().pause();
    },
    restore() {
      state = "open";
    },
    async close() {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
