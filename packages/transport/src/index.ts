export type { InstanceEndpoint, RegionalEndpoint } from "./endpoint.ts";
export { TransportError, type TransportErrorReason } from "./errors.ts";
export {
  createDedicatedTransport,
  createPublicTransport,
  createVpcTransport,
  type FetchOptions,
} from "./fetch-transport.ts";
export { createInProcessTransport, type Door, type InProcessOptions } from "./in-process-transport.ts";
export type { RetryPolicy, SendingOptions } from "./sending-options.ts";
export type { SendOptions, Transport, TransportRequest, TransportResponse } from "./transport.ts";
