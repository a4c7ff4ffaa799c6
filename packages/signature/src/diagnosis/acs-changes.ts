import { publicBytes } from "@keyferry/bytes";
import { contentSha256 } from "../acs.ts";
import { acs4Terminator } from "../credential.ts";
import type { Acs3Claim, Acs4Claim } from "../claim.ts";
import { headerValue } from "../header-value.ts";
import { formOf, type SignableRequest } from "../request.ts";
import { change, type Change } from "./change.ts";
import { queryChanges } from "./query-changes.ts";
import { secretChanges } from "./secret-changes.ts";
import type { AcsRecipe, Derivation, Pair } from "./recipe.ts";

const emptyHash = contentSha256(publicBytes(0));

/** What ACS3 and ACS4 sign, to the letter. */
export function recipeAcs(claim: Acs3Claim | Acs4Claim, request: SignableRequest): AcsRecipe {
  const { scheme, signedHeaders } = claim;
  return {
    scheme,
    method: request.method,
    path: request.path,
    parameters: [...request.query],
    order: "bytes",
    encoding: new Set(),
    encodeNames: true,
    encodeValues: true,
    empty: scheme === "ACS3-HMAC-SHA256" ? "name=" : "name",
    headers: signedHeaders.map((name) => [name, headerValue(request.headers, name) ?? ""]),
    signedHeaders,
    lastLineFeed: true,
    payloadHash: contentSha256(request.body),
    upperCase: false,
    hashed: true,
    secret: "as it is",
    ampersand: false,
    derivation:
      claim.scheme === "ACS3-HMAC-SHA256"
        ? null
        : {
            form: "bytes",
            prefix: "aliyun_v4",
            links: [claim.date, claim.region, claim.product, acs4Terminator],
          },
  };
}

/** What clients that sign by ACS3 and ACS4 do otherwise. */
export function changesAcs(base: AcsRecipe, request: SignableRequest): readonly Change<AcsRecipe>[] {
  return [
    ...bodyChanges(request),
    ...secretChanges<AcsRecipe>(),
    ...(base.derivation === null ? [] : derivationChanges(base.derivation)),
    ...queryChanges<AcsRecipe>(base),
    base.empty === "name"
      ? change("empty values with equals sign", (recipe) => ({ ...recipe, empty: "name=" }))
      : change("empty values without equals sign", (recipe) => ({ ...recipe, empty: "name" })),
    ...headerChanges(base, request),
    change("no path", (recipe) => ({ ...recipe, path: "" })),
    change("line feed left out", (recipe) => ({ ...recipe, lastLineFeed: false })),
    change("hash in upper case", (recipe) => ({ ...recipe, upperCase: true })),
    change("canonical request not hashed", (recipe) => ({ ...recipe, hashed: false })),
    change("ampersand behind the secret", (recipe) => ({ ...recipe, ampersand: true })),
  ];
}

function bodyChanges(request: SignableRequest): readonly Change<AcsRecipe>[] {
  const stated = headerValue(request.headers, "x-acs-content-sha256") ?? "";
  return [
    change("hash of empty body", (recipe) => ({ ...recipe, payloadHash: emptyHash })),
    change("hash of another body", (recipe) => ({ ...recipe, payloadHash: stated })),
    change("form signed as query", (recipe) => ({
      ...recipe,
      parameters: [...recipe.parameters, ...formOf(request)],
    })),
  ];
}

function headerChanges(
  { headers, signedHeaders }: AcsRecipe,
  request: SignableRequest,
): readonly Change<AcsRecipe>[] {
  const byName = headers.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sent = new Map(Array.from(request.headers.keys(), (name, place) => [name, place]));
  const asSent = headers.toSorted(([a], [b]) => (sent.get(a) ?? 0) - (sent.get(b) ?? 0));
  const alter =
    (of: string, value: (value: string) => string) =>
    (recipe: AcsRecipe): AcsRecipe => ({
      ...recipe,
      headers: recipe.headers.map(([name, text]): Pair => [name, name === of ? value(text) : text]),
    });
  return [
    change("other header order", (recipe) => ({ ...recipe, headers: byName })),
    change("other header order", (recipe) => ({
      ...recipe,
      headers: byName,
      signedHeaders: signedHeaders.toSorted(),
    })),
    change("other header order", (recipe) => ({ ...recipe, headers: asSent })),
    change(
      "host without port",
      alter("host", (host) => host.replace(/:\d+$/, "")),
    ),
    change(
      "content-type without parameters",
      alter("content-type", (type) =>
        type.includes(";") ? type.slice(0, type.indexOf(";")).trimEnd() : type,
      ),
    ),
  ];
}

function derivationChanges({ links }: Derivation): readonly Change<AcsRecipe>[] {
  const [date = "", region = "", product = "", ...rest] = links;
  const otherDate = date.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  const products = [product.toLowerCase(), product.toUpperCase(), "Kms"].filter((name) => name !== product);
  const derived =
    (part: Partial<Derivation>) =>
    (recipe: AcsRecipe): AcsRecipe => ({
      ...recipe,
      derivation: recipe.derivation && { ...recipe.derivation, ...part },
    });
  return [
    change("key not derived", derived({ form: "none" })),
    change("derived key as text", derived({ form: "last as hex" })),
    change("every derived key as text", derived({ form: "all as hex" })),
    change("no prefix before the secret", derived({ prefix: "" })),
    ...products.map((other) =>
      change<AcsRecipe>(
        "other product in the key",
        derived({ links: [date, region, other, ...rest] }),
        other,
      ),
    ),
    change("other date in the key", derived({ links: [otherDate, region, product, ...rest] }), otherDate),
  ];
}
