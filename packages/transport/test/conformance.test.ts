import {
  createDedicatedTransport,
  createInProcessTransport,
  createPublicTransport,
  createVpcTransport,
} from "@keyferry/transport";
import { transportConformance, type TransportSubject } from "@keyferry/transport/conformance";
import * as node from "@keyferry/transport/node";
import { describe, it } from "vitest";
import { certificateAuthority } from "./certificates.ts";
import { doorOf } from "./door.ts";
import { startFarSide, type FarSide } from "./far-side.ts";

type Options = Parameters<TransportSubject["open"]>[1];

/** Transports to a server on a socket. */
function overSockets(
  create: (endpoint: string, options: Options, farSide: FarSide) => node.Transport,
  tls?: Parameters<typeof startFarSide>[1],
): TransportSubject {
  return {
    open: async (react, options) => {
      const farSide = await startFarSide(react, tls);
      return { transport: create(farSide.endpoint, options, farSide), close: farSide.close };
    },
  };
}

const authority = certificateAuthority();
const instance = "kst-hzz6a4f6.cryptoservice.kms.aliyuncs.com";
const server = authority.issue(["127.0.0.1", instance]);
const ca = authority.certificate;

const subjects: Readonly<Record<string, TransportSubject>> = {
  "public, over fetch": overSockets((endpoint, options) => createPublicTransport({ endpoint, ...options })),
  "VPC, over fetch": overSockets((endpoint, options) => createVpcTransport({ endpoint, ...options })),
  "dedicated, over fetch": overSockets((endpoint, options) =>
    createDedicatedTransport({ endpoint, ...options }),
  ),
  "public, over node:http": overSockets((endpoint, options) =>
    node.createPublicTransport({ endpoint, ...options }),
  ),
  "VPC, over node:http, under another host": overSockets((endpoint, options, { port }) =>
    node.createVpcTransport({ endpoint, host: `kms-vpc.cn-hangzhou.localhost:${String(port)}`, ...options }),
  ),
  "public, over node:https": overSockets(
    (endpoint, options) => node.createPublicTransport({ endpoint, ca, ...options }),
    server,
  ),
  "dedicated, over node:https, under the instance's name": overSockets(
    (endpoint, options) => node.createDedicatedTransport({ endpoint, host: instance, ca, ...options }),
    server,
  ),
  "dedicated, over node:https, with a client certificate": overSockets(
    (endpoint, options) =>
      node.createDedicatedTransport({
        endpoint,
        ca,
        clientCertificate: authority.clientCertificate("ci"),
        ...options,
      }),
    { ...server, ca, requestCert: true, rejectUnauthorized: true },
  ),
  "in process": {
    open: async (react, options) => ({
      transport: createInProcessTransport({ door: doorOf(react), ...options }),
      close: async () => undefined,
    }),
  },
};

for (const [name, subject] of Object.entries(subjects)) {
  describe.concurrent(`a transport, ${name}`, () => {
    for (const check of transportConformance(subject)) it(check.name, check.run);
  });
}
