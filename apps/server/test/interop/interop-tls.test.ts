import { rmSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { operations, type Operation } from "@keyferry/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn } from "../official-client.ts";
import { newFolder, startServer, type RunningServer } from "../running-server.ts";
import { textOf } from "./answer.ts";
import type { ClientKind } from "./clients/client-kind.ts";
import { kms20160120 } from "./clients/kms20160120.ts";
import { openapiClient } from "./clients/openapi-client.ts";
import { popCore } from "./clients/pop-core.ts";
import { scenario, type Line } from "./scenario.ts";
import { seedServer } from "./seeded-server.ts";
import { openSession, type Session } from "./session.ts";

/** Each package once: how it signs, and where it puts the parameters, is the same over TLS. */
const clients = [popCore("POST"), openapiClient("ACS3", "form"), kms20160120()];
const folder = newFolder();
const { flags, instances } = seedServer(folder, 2 * clients.length);
const platform = getCACertificates("default");
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ flags: ["--public-tls", "--vpc-tls", ...flags] });
});

afterAll(async () => {
  trust();
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Trusts the platform's certificates and further ones, as `NODE_EXTRA_CA_CERTS` does: no client's own option is touched. */
function trust(...further: readonly string[]): void {
  setDefaultCACertificates([...platform, ...further]);
}

function openAt(kind: ClientKind, gateway: "public" | "vpc" | "dedicated"): Session {
  return openSession(kind, { endpoint: server.ready[gateway], ...builtIn }, instances);
}

/** The dedicated gateway makes no keys: they are made in its instance, through the public one. */
function openAtInstance(kind: ClientKind): Session {
  const { newKey, sharedKey, newAlias } = openAt(kind, "public");
  const inInstance = (parameters?: Readonly<Record<string, string>>) => ({
    ...parameters,
    DKMSInstanceId: instances.instanceId,
  });
  return {
    ...openAt(kind, "dedicated"),
    preparing: openAt(kind, "vpc").client,
    home: instances.instanceId,
    newKey: (parameters) => newKey(inInstance(parameters)),
    sharedKey: (parameters) => sharedKey(inInstance(parameters)),
    newAlias,
  };
}

function isDedicated({ name }: Line): boolean {
  const operation = (Object.values(operations) as Operation[]).find((each) => each.name === name);
  return operation?.gateways.includes("dedicated") ?? ["a missing parameter", "a dry run"].includes(name);
}

// First of all: a connection that is there is used again, and nobody asks then whom to trust.
describe("without the CA", () => {
  it.each(clients)("$name calls nobody", async (kind) => {
    const call = openAt(kind, "public").client.call("DescribeRegions", {});
    await expect(call).rejects.toThrow("unable to verify the first certificate");
  });
});

describe.each(clients)("$name over TLS", (kind) => {
  beforeAll(() => {
    trust(server.ca);
  });

  describe.each(["public", "vpc"] as const)("on the %s gateway", (gateway) => {
    let session: Session;

    beforeAll(() => {
      session = openAt(kind, gateway);
    });

    it.each(scenario)("$group: $name", ({ run }) => run(session));
  });

  describe("on the dedicated gateway", () => {
    let session: Session;

    beforeAll(() => {
      session = openAtInstance(kind);
    });

    it.each(scenario.filter(isDedicated))("$group: $name", ({ run }) => run(session));
  });
});

describe("GetKmsInstance", () => {
  it.each(clients)("hands $name what it has to trust", async (kind) => {
    const parameters = { KmsInstanceId: instances.instanceId };
    const answer = await openAt(kind, "public").client.call("GetKmsInstance", parameters);
    expect(textOf(answer, "KmsInstance", "CaCertificateChainPem")).toBe(server.ca);
  });
});
