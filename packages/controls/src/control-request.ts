import type { GatewayRequest } from "@keyferry/gateway";
import { controlsPath, readJsonBody, serviceError, type JsonBody } from "@keyferry/protocol";

const path = /^([a-z]{1,32})(?:\/([A-Za-z0-9._-]{1,64}))?$/;
/** Bytes: the longest thing that is asked for is a fault. */
const longestBody = 16_384;

/** What is asked of the controls. */
export interface ControlRequest {
  /** Such as `clock`. */
  readonly control: string;
  /** Of a snapshot; absent where the path has none. */
  readonly name: string | undefined;
  /** The body; an empty one is an empty object. */
  readonly body: JsonBody;
}

/**
 * Reads what is asked of the controls: `POST /_keyferry/{control}` or `/_keyferry/{control}/{name}`, with a JSON object.
 *
 * @throws ServiceError
 */
export function readControlRequest({ method, target, body }: GatewayRequest): ControlRequest {
  if (method !== "POST") throw serviceError("UnsupportedHTTPMethod", { reason: "use POST" });
  const below = target.startsWith(controlsPath) ? target.slice(controlsPath.length) : "";
  const [, control, name] = path.exec(below) ?? [];
  if (control === undefined) throw noControl();
  return { control, name, body: readJsonBody(body, longestBody) };
}

/** The refusal of a control that there is not. */
export function noControl() {
  return serviceError("InvalidAction.NotFound", {
    reason: `there are ${controlsPath}clock, reset, snapshots, snapshots/NAME, faults and requests`,
  });
}
