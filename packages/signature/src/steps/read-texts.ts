import { join, joinBy, marked, part, type MarkedText } from "./marked-text.ts";

/**
 * Marks in a string to sign, whoever made it: V1, ACS3 or ACS4, this page or a server. A text in another form has no marks.
 * The text is read, not made again, so that the marks are of what was signed.
 */
export function readStringToSign(text: string): MarkedText {
  const v1 = /^([A-Z]+)&%2F&/.exec(text);
  if (v1?.[1] !== undefined) {
    return join(part("method", v1[1]), "&%2F&", readQuery(text.slice(v1[0].length), "twice"));
  }
  const acs = /^(ACS[34]-HMAC-SHA256)\n([0-9a-f]{64})$/.exec(text);
  if (acs?.[1] === undefined || acs[2] === undefined) return { text, marks: [] };
  return join(part("scheme", acs[1]), "\n", part("request hash", acs[2]));
}

/** Marks in the canonical request of ACS3 and ACS4, whoever made it. A text in another form has no marks. */
export function readCanonicalRequest(text: string): MarkedText {
  const [method, path, query, ...rest] = text.split("\n");
  const end = rest.indexOf("");
  const [signedHeaders, bodyHash] = rest.slice(end + 1);
  if (method === undefined || path === undefined || query === undefined || rest.length !== end + 3) {
    return { text, marks: [] };
  }
  const headers = rest.slice(0, end).flatMap((line) => [readHeader(line, ":"), "\n"]);
  return join(
    joinBy("\n", [part("method", method), part("path", path), readQuery(query, "once")]),
    "\n",
    ...headers,
    "\n",
    part("signed headers", signedHeaders ?? ""),
    "\n",
    part("body hash", bodyHash ?? ""),
  );
}

/** Marks in a query or form, in which names and values are percent-encoded once, or the whole once more. */
export function readQuery(text: string, encoded: "once" | "twice"): MarkedText {
  if (text === "") return { text, marks: [] };
  const [separator, equals] = encoded === "once" ? ["&", "="] : ["%26", "%3D"];
  return joinBy(
    separator,
    text.split(separator).map((pair) => {
      const at = pair.indexOf(equals);
      const encodedName = at < 0 ? pair : pair.slice(0, at);
      const name = decoded(encodedName, encoded);
      const nameMarked = marked("parameter", name, "name", encodedName);
      if (at < 0) return nameMarked;
      return join(nameMarked, equals, marked("parameter", name, "value", pair.slice(at + equals.length)));
    }),
  );
}

/** Marks in one header's line. */
export function readHeader(line: string, colon: ":" | ": "): MarkedText {
  const at = line.indexOf(colon);
  if (at < 0) return { text: line, marks: [] };
  const name = line.slice(0, at);
  return join(
    marked("header", name, "name", name),
    colon,
    marked("header", name, "value", line.slice(at + colon.length)),
  );
}

/** Marks in the value of an ACS Authorization header, in the form that the signers give it. */
export function readAuthorization(value: string): MarkedText {
  const form = /^(ACS[34]-HMAC-SHA256) Credential=([^,/]+)(\/[^,]+)?,SignedHeaders=([^,]*),Signature=(\w+)$/;
  const [, scheme, accessKeyId, scope, signedHeaders, signature] = form.exec(value) ?? [];
  if (!scheme || !accessKeyId || signedHeaders === undefined || !signature) return { text: value, marks: [] };
  return join(
    part("scheme", scheme),
    " Credential=",
    part("access key id", accessKeyId),
    ...(scope === undefined ? [] : ["/", part("scope", scope.slice(1))]),
    ",SignedHeaders=",
    part("signed headers", signedHeaders),
    ",Signature=",
    part("signature", signature),
  );
}

/** A name as it was before it was encoded; as it stands where it is not encoded rightly. */
function decoded(text: string, encoded: "once" | "twice"): string {
  try {
    const once = decodeURIComponent(text);
    return encoded === "once" ? once : decodeURIComponent(once);
  } catch {
    return text;
  }
}
