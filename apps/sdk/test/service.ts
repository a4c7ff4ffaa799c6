import {
  findOperation,
  parseRequest,
  renderAnswer,
  renderError,
  ServiceError,
  serviceError,
  type AnswerOf,
  type Operation,
} from "@keyferry/protocol";
import { parseTimestamp, readClaim, verifySignature, type SignatureClaim } from "@keyferry/signature";
import type { Door } from "@keyferry/transport";

/** A request that the service has let in. */
export interface Entry {
  readonly claim: SignatureClaim;
  /** What travelled, decoded. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
  readonly target: string;
}

export interface Service {
  readonly door: Door;
  readonly entries: readonly Entry[];
}

export const requestId = "4bd560a1-729e-45f1-a3d9-b2a33d61046b";
export const accessKey = { accessKeyId: "LTAI-test", accessKeySecret: "sécret" };

/** A door that verifies who asks, refuses a nonce seen before, and answers what each operation is told to answer. */
export function createService<O extends Operation>(
  operation: O,
  respond: (entry: Entry) => AnswerOf<O> | ServiceError,
): Service {
  const entries: Entry[] = [];
  const nonces = new Set<string>();
  return { door: { handle }, entries };

  async function handle(request: Parameters<Door["handle"]>[0]): ReturnType<Door["handle"]> {
    try {
      const entry = admit(request);
      const answer = respond(entry);
      if (answer instanceof ServiceError) throw answer;
      parseRequest(operation, entry.parameters);
      return response(200, renderAnswer(operation, answer, requestId, "JSON"));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return response(error.status, renderError(error, { requestId, hostId: "localhost" }, "JSON"));
    }
  }

  function admit({ method, target, headers, body }: Parameters<Door["handle"]>[0]): Entry {
    const parameters = new Map(new URLSearchParams(new TextDecoder().decode(body)));
    const signable = { method, path: target, query: new Map<string, string>(), parameters, headers, body };
    const claim = readClaim(signable);
    const secret = new TextEncoder().encode(accessKey.accessKeySecret);
    if (claim.accessKeyId !== accessKey.accessKeyId) throw serviceError("InvalidAccessKeyId.NotFound");
    if (!verifySignature(claim, signable, secret).valid) throw serviceError("SignatureDoesNotMatch");
    if (parseTimestamp(claim.timestamp) === undefined) throw serviceError("InvalidTimeStamp.Format");
    if (claim.nonce === undefined || nonces.has(claim.nonce)) throw serviceError("SignatureNonceUsed");
    nonces.add(claim.nonce);
    const found = findOperation(headers.get("x-acs-version") ?? "", headers.get("x-acs-action") ?? "");
    if (found !== operation) throw serviceError("InvalidAction.NotFound");
    const entry = { claim, parameters, headers, target };
    entries.push(entry);
    return entry;
  }
}

function response(status: number, body: string) {
  return { status, headers: { "content-type": "application/json;charset=utf-8" }, body };
}
