import type { Access } from "@keyferry/access";
import { decodeBase64 } from "@keyferry/protocol";
import {
  adviceOn,
  type Deviation,
  diagnoseSignature,
  diagnosisLimits,
  type SignableRequest,
  type SignatureClaim,
  type SignatureDiagnosis,
} from "@keyferry/signature";
import { accessKeyOf } from "@keyferry/gateway";
import { masked, type ExplainedSignature, type TextDifference } from "../explanation.ts";
import { maskAround, maskText } from "../masking/masked-text.ts";
import type { Visible } from "../masking/visibility.ts";

/** In this header a client may send what it signed, as base64 of UTF-8. It is not signed, and changes nothing. */
const clientTextHeader = "x-keyferry-string-to-sign";
/** Characters of base64: more than enough for what is compared at all. */
const maxClientText = 65_536;

/** A signature that does not match, explained. */
export interface SignatureFindings {
  readonly signature: ExplainedSignature;
  readonly advice: readonly string[];
}

/**
 * Explains a signature that does not match. The secret is read anew, and wiped as soon as it has been used.
 *
 * @param time when the request arrived, milliseconds since the epoch
 */
export async function explainSignature(
  claim: SignatureClaim,
  request: SignableRequest,
  { access, time, visible }: { readonly access: Access; readonly time: number; readonly visible: Visible },
): Promise<SignatureFindings> {
  const sent = request.headers.get(clientTextHeader);
  const clientText = sent === undefined ? undefined : readClientText(sent);
  const { secret } = await accessKeyOf(claim, time, access);
  let diagnosis: SignatureDiagnosis;
  try {
    diagnosis = diagnoseSignature(claim, request, secret, clientText);
  } finally {
    secret.fill(0);
  }
  const { cause, matches, attempts, stringToSign, canonicalRequest } = diagnosis;
  const shownMatches = matches.map((together) => together.map((deviation) => shownOf(deviation, visible)));
  const difference = clientText === undefined ? undefined : differenceOf(diagnosis, clientText, visible);
  return {
    signature: {
      scheme: claim.scheme,
      cause,
      matches: shownMatches,
      attempts,
      stringToSign: maskText(stringToSign, visible),
      ...(canonicalRequest !== undefined && { canonicalRequest: maskText(canonicalRequest, visible) }),
      ...(difference && { difference }),
    },
    advice: [
      ...adviceFrom({ ...diagnosis, matches: shownMatches }),
      ...(sent !== undefined && clientText === undefined
        ? [`${clientTextHeader} was not read: it must be base64 of UTF-8, at most 65,536 characters.`]
        : []),
    ],
  };
}

function readClientText(base64: string): string | undefined {
  const bytes = base64.length > maxClientText ? undefined : decodeBase64(base64);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function differenceOf(
  { client, stringToSign, canonicalRequest = "" }: SignatureDiagnosis,
  clientText: string,
  visible: Visible,
): TextDifference | undefined {
  if (client === undefined || client.differsAt === null) return undefined;
  const { of, differsAt: at } = client;
  const { before, after: server } = maskAround(
    of === "string to sign" ? stringToSign : canonicalRequest,
    at,
    visible,
  );
  return { of, at, before, server, client: maskAround(clientText, at, visible).after };
}

/** A deviation concerns a parameter, a method, a product or a day; the name of a parameter may be a misplaced secret. */
function shownOf(deviation: Deviation, visible: Visible): Deviation {
  const { detail } = deviation;
  const isPlain =
    detail === undefined ||
    /^(?:GET|POST|PUT|kms|sts|\d{4}-\d\d-\d\d)$/i.test(detail) ||
    visible.parameter(detail) === "name";
  return isPlain ? deviation : { ...deviation, detail: masked };
}

function adviceFrom(diagnosis: SignatureDiagnosis): readonly string[] {
  const { cause, matches, client, complete } = diagnosis;
  switch (cause) {
    case "deviation":
      return [
        "Found it: this mistake gives exactly your signature.",
        ...matches.map((together) => together.map(adviceOn).join(" And: ")),
        ...(matches.length > 1
          ? ["Each of these mistakes alone gives your signature. The request does not show which one it was."]
          : []),
      ];
    case "text":
      return [
        "The secret is right: it gives your signature over the text that your client sent along. " +
          "The server signed another text. The first difference is shown below.",
      ];
    case "secret":
      return [
        "Your client and the server signed the same text. " +
          "So the secret is wrong for this access key, or the client uses it in another way than the scheme says.",
      ];
    case "unreadable":
      return [
        "The signature has the wrong form for this scheme. V1 sends 20 bytes in base64, the ACS schemes 64 digits of hex.",
      ];
    case "too large":
      return [
        `The request is too large to look for the mistake: it has more than ${String(diagnosisLimits.parameters)} parameters, ` +
          `or more than ${String(diagnosisLimits.size / 1024)} kB is signed. ` +
          "Send a smaller request with the same client, and look at its explanation.",
      ];
    case "unknown":
      return [
        "No known client mistake gives this signature. The secret is probably wrong.",
        ...(client === undefined
          ? [
              "Compare the string to sign with the client's own, or let the client send its own, " +
                `base64 of UTF-8, in the header ${clientTextHeader}.`,
            ]
          : [
              "The text that your client sent along does not give its own signature, if the secret is right.",
            ]),
        ...(complete ? [] : ["The request is large, so not every mistake was tried. Send a smaller one."]),
      ];
  }
}
