export { TransportError, type TransportErrorReason } from "./errors.ts";
export type { HttpOptions } from "./fetch-transport.ts";
export { createInProcessTransport, type Door } from "./in-process-transport.ts";
export { createPublicTransport, type PublicEndpoint } from "./public-transport.ts";
export type { RetryPolicy } from "./retry.ts";
export type { SendOptions, Transport, TransportRequest, TransportResponse } from "./transport.ts";
