import { publicUtf8 } from "@keyferry/bytes";
import type { GatewayRequest, GatewayResponse } from "@keyferry/gateway";
import type { GatewayKind } from "@keyferry/protocol";
import type { Connection, Facts } from "../../connection/connection.ts";
import { endpoints, home } from "./home.ts";

/** Connects the page to a KMS in its own tab: the requests that would go over a wire, handed over. */
export function connectTab(
  gateway: GatewayKind,
  {
    version,
    answer,
  }: {
    readonly version: string;
    readonly answer: (request: GatewayRequest) => Promise<GatewayResponse>;
  },
): Connection {
  const endpoint = endpoints[gateway];
  const { host } = new URL(endpoint);
  const facts: Facts = {
    ...{ gateway, version, region: home.region, account: home.account },
    ...{ gateways: endpoints, builtInAccessKey: home.accessKey, playground: true },
  };
  return {
    ...{ facts, host, endpoint },
    async send({ method, target, headers, body }) {
      const bytes = publicUtf8(method === "POST" ? body : "");
      const response = await answer({
        ...{ method, target, body: bytes, sourceAddress: "127.0.0.1", secure: true },
        headers: new Map([
          ["host", host],
          ["content-length", String(bytes.length)],
          ...Object.entries(headers),
        ]),
      });
      return { status: response.status, headers: response.headers, body: response.body };
    },
  };
}
