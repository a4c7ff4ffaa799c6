import { publicUtf8, secretUtf8, wipe } from "@keyferry/bytes";
import type { ViewAnswers, ViewName } from "@keyferry/inspect";
import { inspectPath, ServiceError } from "@keyferry/protocol";
import { contentSha256, signAcs3 } from "@keyferry/signature";
import { text } from "../text/text.ts";
import { accessKey, accessKeyNumber } from "./access-key.ts";
import type { AccessKey, Connection, PlainRequest } from "./connection.ts";
import { newStamp } from "./signed-call.ts";
import { useOutcome, type Outcome } from "./use-outcome.ts";

/** What is answered in place of what was asked. */
interface Refused {
  readonly Code: string;
  readonly Message: string;
  readonly RequestId: string;
}

const none: ReadonlyMap<string, string> = new Map();

/**
 * Looks at something that no operation tells, as the account's root.
 *
 * @throws ServiceError what the service answered, for anybody but the root too
 * @throws Error where there is no answer
 */
export async function look<Name extends ViewName>(
  connection: Connection,
  key: AccessKey,
  view: Name,
  asked: object,
): Promise<ViewAnswers[Name]> {
  const { status, body } = await connection.send(signedLook(connection.host, key, view, asked));
  const answer = JSON.parse(body) as unknown;
  if (status === 200) return answer as ViewAnswers[Name];
  const { Code: code, Message: message, RequestId: requestId } = answer as Refused;
  throw new ServiceError({ code, status, message, requestId });
}

/** Looks, and again whenever what is asked or the access key changes. */
export function useLook<Name extends ViewName>(
  connection: Connection,
  view: Name,
  asked: object,
): Outcome<ViewAnswers[Name]> {
  const key = accessKey.value;
  const { needed } = text.value.accessKey;
  return useOutcome(
    () => (key === undefined ? Promise.reject(new Error(needed)) : look(connection, key, view, asked)),
    JSON.stringify([accessKeyNumber.value, view, asked]),
  );
}

/** Path and body are signed, as ACS3 does it: there is no operation that parameters could be of. */
function signedLook(host: string, key: AccessKey, view: ViewName, asked: object): PlainRequest {
  const target = inspectPath + view;
  const body = JSON.stringify(asked);
  const bytes = publicUtf8(body);
  const { time, nonce } = newStamp();
  const headers = {
    "content-type": "application/json",
    "x-acs-action": "Inspect",
    "x-acs-version": "2016-01-20",
    "x-acs-date": new Date(time).toISOString().replace(/\.\d+Z$/, "Z"),
    "x-acs-signature-nonce": nonce,
    "x-acs-content-sha256": contentSha256(bytes),
    ...(key.securityToken !== undefined && { "x-acs-security-token": key.securityToken }),
  };
  const accessKeySecret = secretUtf8(key.secret);
  try {
    const signable = {
      ...{ method: "POST", path: target, query: none, parameters: none, body: bytes },
      headers: new Map([["host", host], ...Object.entries(headers)]),
    };
    const { authorization } = signAcs3(signable, { accessKeyId: key.id, accessKeySecret });
    return { method: "POST", target, headers: { ...headers, authorization }, body };
  } finally {
    wipe(accessKeySecret);
  }
}
