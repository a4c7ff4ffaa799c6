import type { GatewayRequest } from "@keyferry/gateway";
import { controlsPath, serviceError } from "@keyferry/protocol";
import * as z from "zod/mini";

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
  readonly body: Readonly<Record<string, unknown>>;
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
  if (body.length > longestBody) throw serviceError("RequestEntityTooLarge");
  return { control, name, body: objectIn(body) };
}

/** The refusal of a control that there is not. */
export function noControl() {
  return serviceError("InvalidAction.NotFound", {
    reason: `there are ${controlsPath}clock, reset, snapshots, snapshots/NAME, faults and requests`,
  });
}

/**
 * The members of a body, checked.
 *
 * @throws ServiceError `InvalidParameter`
 */
export function membersOf<S extends z.core.$ZodType>(schema: S, body: ControlRequest["body"]): z.output<S> {
  const read = z.safeParse(schema, body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const parameter = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    throw serviceError("InvalidParameter", {
      parameter: issue.keys[0] ?? "body",
      reason: "is nothing that is known here",
    });
  }
  throw serviceError("InvalidParameter", {
    parameter: parameter === "" ? "body" : parameter,
    reason: issue?.message ?? "is not as expected",
  });
}

function objectIn(body: Uint8Array): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Said below.
  }
  throw serviceError("InvalidParameter", { parameter: "body", reason: "must be a JSON object in UTF-8" });
}
