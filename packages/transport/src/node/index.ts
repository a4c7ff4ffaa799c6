export type { InstanceEndpoint, RegionalEndpoint } from "../endpoint.ts";
export { TransportError, type TransportErrorReason } from "../errors.ts";
export { createInProcessTransport, type Door, type InProcessOptions } from "../in-process-transport.ts";
export type { RetryPolicy, SendingOptions } from "../sending-options.ts";
export type { SendOptions, Transport, TransportRequest, TransportResponse } from "../transport.ts";
export {
  createDedicatedTransport,
  createPublicTransport,
  createVpcTransport,
  type NodeOptions,
} from "./node-transport.ts";
export type { PemSource } from "./pem.ts";
export type { ClientCertificate, TlsOptions } from "./tls.ts";
