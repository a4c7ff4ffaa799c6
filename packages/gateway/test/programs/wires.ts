import type { GatewayRequest } from "@keyferry/gateway";
import { acs, v1, type Parameters } from "../requests.ts";
import { region } from "../service.ts";

/** A call of a program, before it is a request. */
export interface ProgramCall {
  readonly action: string;
  readonly parameters: Parameters;
  readonly host: string;
  /** When it is sent: ISO 8601 to the second, UTC. */
  readonly time: string;
}

/** How the library that a program is built on sends a call: method, places, signature. */
export type Wire = (call: ProgramCall) => GatewayRequest;

/**
 * Tea's RPC client for Go, in Terraform's provider: signature V1, the scheme's parameters in the query, the operation's in a
 * form, but for those that the provider puts into the query.
 */
export function teaRpc(inQuery: readonly string[] = []): Wire {
  return ({ action, parameters, host, time }) =>
    v1(
      action,
      { ...parameters, Format: "json", Timestamp: time },
      { place: "parameters", inQuery, host, headers: formHeaders },
    );
}

/** The same client, where the provider calls by GET: everything in the query. */
export const teaRpcByGet: Wire = ({ action, parameters, host, time }) =>
  v1(action, { ...parameters, Format: "json", Timestamp: time }, { method: "GET", host });

/** alibaba-cloud-sdk-go: POST, V1, everything in the query beside an empty form; an empty SignatureType, and the region. */
export const goSdk: Wire = ({ action, parameters, host, time }) =>
  v1(
    action,
    { RegionId: region, ...parameters, SignatureType: "", Timestamp: time },
    {
      host,
      headers: { ...formHeaders, "accept-encoding": "identity", "x-sdk-client": "golang/1.0.0" },
    },
  );

/** aliyun-java-sdk-core: POST, V1, everything in the query, and the region. */
export function javaSdk(Format: "JSON" | "XML" = "JSON"): Wire {
  return ({ action, parameters, host, time }) =>
    v1(
      action,
      { RegionId: region, ...parameters, Format, Timestamp: time },
      {
        host,
        headers: { "x-sdk-client": "Java/2.0.0", "x-sdk-invoke-type": "normal" },
      },
    );
}

/** aliyun-python-sdk-core: POST, V1, everything in the query, and the region; the body is empty, of no certain type. */
export const pythonSdk: Wire = ({ action, parameters, host, time }) =>
  v1(
    action,
    { ...parameters, RegionId: region, SignatureType: "", Timestamp: time },
    {
      host,
      headers: { "content-type": "application/octet-stream", "x-sdk-client": "python/2.0.0" },
    },
  );

/** The current SDKs of all languages: POST, ACS3-HMAC-SHA256, the parameters in the query or, where one is large, in a form. */
export function openApi(place: "query" | "form" = "query"): Wire {
  return ({ action, parameters, host, time }) =>
    acs("ACS3-HMAC-SHA256", action, parameters, {
      place,
      host,
      headers: { accept: "application/json", "x-acs-date": time },
    });
}

/** `@alicloud/kms20160120` 1.x for Node.js: POST, V1, everything in the query. */
export const nodeRpc: Wire = ({ action, parameters, host, time }) =>
  v1(action, { ...parameters, Format: "json", Timestamp: time }, { host });

/** `@alicloud/kms-sdk` for Node.js: GET, V1, no nonce, milliseconds in the time, empty parameters left out. */
export const nodeKmsSdk: Wire = ({ action, parameters, host, time }) =>
  v1(
    action,
    {
      ...Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== "")),
      Format: "json",
      Timestamp: time.replace("Z", ".000Z"),
      SignatureNonce: undefined,
    },
    { method: "GET", host },
  );

const formHeaders = { "content-type": "application/x-www-form-urlencoded" };
