import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openConnection, type HttpConnection } from "../../../tools/testing/hostile/connection.ts";
import { bytesOf } from "../../../tools/testing/hostile/http-request.ts";
import { explanationOf, outcomeOf } from "../../../tools/testing/hostile/outcome.ts";
import { hostileShapes, plainRequest } from "../../../tools/testing/hostile/shapes.ts";
import { createHostileWorld, hostileSeed, type HostileWorld } from "../../../tools/testing/hostile/world.ts";
import { cpuSecondsOf } from "../../../tools/testing/process-cpu.ts";
import { startServer, type RunningServer } from "./running-server.ts";

/**
 * CPU time that a request of 256 kB may cost, in milliseconds, its explanation included. A plain one costs two, the dearest
 * of these ten, and each of the faults that they were made for cost seconds: `npm run bench -- hostile` measures closely.
 */
const most = 400;

let server: RunningServer;
let connection: HttpConnection;
let world: HostileWorld;

beforeAll(async () => {
  server = await startServer({ seed: hostileSeed });
  connection = openConnection(server.ready.public);
  const root = { id: "keyferry", secret: "keyferry-loopback-only" };
  world = await createHostileWorld(server.ready.public, root, server.ready.instanceId);
});
afterAll(async () => {
  connection.close();
  // Whatever was sent, it was nobody's fault but the sender's.
  expect(server.written().error).not.toContain("a request failed");
  expect(server.written().error).not.toContain("could not be explained");
  await server[Symbol.asyncDispose]();
});

/** Sends a request and waits until it is explained; answers its code, and the server's CPU time in milliseconds. */
async function costOf(request: Buffer): Promise<{ readonly outcome: string; readonly cost: number }> {
  const before = cpuSecondsOf(server.ready.pid);
  const answer = await connection.exchange(request);
  const page = explanationOf(answer);
  if (page !== undefined) {
    await connection.exchange(
      bytesOf({ method: "GET", target: page, headers: [["host", "localhost"]], body: "" }),
    );
  }
  // What is left to the collector and to the file of explanations.
  await sleep(10);
  return { outcome: outcomeOf(answer), cost: (cpuSecondsOf(server.ready.pid) - before) * 1000 };
}

describe("a request of 256 kB", () => {
  it("that is plain is refused", async () => {
    const { outcome, cost } = await costOf(bytesOf(plainRequest));
    expect(outcome).toBe("MissingAction");
    expect(cost).toBeLessThan(most);
  });

  it.each(hostileShapes)(
    "is answered at little cost: $name",
    async ({ outcome: expected, make }) => {
      const { outcome, cost } = await costOf(bytesOf(make(world)));
      expect(outcome).toBe(expected);
      expect(cost).toBeLessThan(most);
    },
    90_000,
  );

  it("comes in at least 40 shapes", () => {
    expect(new Set(hostileShapes.map(({ name }) => name)).size).toBe(hostileShapes.length);
    expect(hostileShapes.length).toBeGreaterThan(40);
    const small = hostileShapes.filter((shape) => bytesOf(shape.make(world)).length < 200_000);
    expect(small).toEqual([]);
  });
});
