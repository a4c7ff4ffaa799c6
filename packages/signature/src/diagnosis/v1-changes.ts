import { formOf, type SignableRequest } from "../request.ts";
import { change, type Change } from "./change.ts";
import { queryChanges } from "./query-changes.ts";
import { secretChanges } from "./secret-changes.ts";
import type { Pair, V1Recipe } from "./recipe.ts";

/** What V1 signs, to the letter. */
export function recipeV1(request: SignableRequest): V1Recipe {
  return {
    method: request.method,
    parameters: unsigned(request.parameters),
    order: "bytes",
    encoding: new Set(),
    encodeNames: true,
    encodeValues: true,
    empty: "name=",
    again: true,
    encodedPath: "%2F",
    secret: "as it is",
    ampersand: true,
    hash: "SHA-1",
  };
}

/** What clients that sign by V1 do otherwise. */
export function changesV1(base: V1Recipe, request: SignableRequest): readonly Change<V1Recipe>[] {
  return [
    change("no ampersand behind the secret", (recipe) => ({ ...recipe, ampersand: false })),
    ...secretChanges<V1Recipe>(),
    ...queryChanges<V1Recipe>(base),
    change("not encoded again", (recipe) => ({ ...recipe, again: false })),
    change("path not encoded", (recipe) => ({ ...recipe, encodedPath: "/" })),
    change("no path", (recipe) => ({ ...recipe, encodedPath: "" })),
    change("slash left raw", (recipe) => ({
      ...recipe,
      encoding: new Set([...recipe.encoding, "slash left raw"]),
      encodedPath: "/",
    })),
    change("lower-case hex", (recipe) => ({
      ...recipe,
      encoding: new Set([...recipe.encoding, "lower-case hex"]),
      encodedPath: "%2f",
    })),
    change("empty values without equals sign", (recipe) => ({ ...recipe, empty: "name" })),
    change("form not signed", (recipe) => ({ ...recipe, parameters: unsigned(request.query) })),
    change("query not signed", (recipe) => ({ ...recipe, parameters: unsigned(formOf(request)) })),
    change("HMAC-SHA256", (recipe) => ({ ...recipe, hash: "SHA-256" })),
  ];
}

function unsigned(parameters: Iterable<Pair>): readonly Pair[] {
  return [...parameters].filter(([name]) => name !== "Signature");
}
