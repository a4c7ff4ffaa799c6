import type { TransportRequest } from "./transport.ts";

/** Headers that frame a message or name its receiver: they are the transport's own. */
const reserved = new Set(["connection", "content-length", "expect", "host", "transfer-encoding", "upgrade"]);

/**
 * A request, and the promise that it can arrive to the letter. Platforms trim, normalise and refuse each in their own
 * way, and a signed request that was altered is refused by the service, with a puzzle in place of a reason.
 *
 * @throws TypeError which quotes no value: it may be secret
 */
export function checkedRequest(request: TransportRequest): TransportRequest {
  const { target, headers } = request;
  // Two slashes at the start would name another host.
  if (!/^\/(?!\/)[!-~]*$/.test(target) || !isNormal(target)) {
    throw new TypeError("The target is not a path and query in the form that URLs are normalised to");
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[a-z0-9-]+$/.test(name)) throw new TypeError("The name of a header is not in lower case");
    if (reserved.has(name)) throw new TypeError(`The header ${name} is the transport's own`);
    if (!/^(?:[!-~](?:[\t -~]*[!-~])?)?$/.test(value)) {
      throw new TypeError(`The header ${name} is not printable ASCII without spaces at its ends`);
    }
  }
  return request;
}

function isNormal(target: string): boolean {
  const { pathname, search } = new URL(target, "https://localhost");
  return pathname + search === target;
}
