import type { GatewayKind } from "@keyferry/protocol";

/** Whose KMS it is, and where: what a server has that is started without options. */
export const home = {
  account: "1000000000000000",
  region: "cn-hangzhou",
  accessKey: { id: "keyferry", secret: "keyferry-loopback-only" },
} as const;

/** Where such a server has its gateways. Nobody listens there for the tab: sample code is for a server that does. */
export const endpoints: Readonly<Record<GatewayKind, string>> = {
  public: "http://127.0.0.1:7788",
  vpc: "http://127.0.0.1:7789",
  dedicated: "https://127.0.0.1:7790",
};
