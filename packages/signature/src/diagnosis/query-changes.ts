import { percentEncode } from "../canonical-query.ts";
import { change, type Change } from "./change.ts";
import type { EncodingFault } from "./deviant-encoding.ts";
import type { DeviationName } from "./deviation.ts";
import { partsOfOneText, textsOfParts } from "./flattened.ts";
import type { Pair, QueryRecipe } from "./recipe.ts";

const encodings: readonly (readonly [DeviationName, readonly EncodingFault[]])[] = [
  ["asterisk left raw", ["asterisk left raw"]],
  ["marks left raw", ["marks left raw"]],
  ["tilde encoded", ["tilde encoded"]],
  ["space as plus", ["space as plus"]],
  ["slash left raw", ["slash left raw"]],
  ["lower-case hex", ["lower-case hex"]],
  ["JavaScript encoding", ["asterisk left raw", "marks left raw"]],
  ["Java encoding", ["asterisk left raw", "tilde encoded", "space as plus"]],
  ["form encoding", ["tilde encoded", "space as plus"]],
];
const orders = [
  ["not sorted", "as sent"],
  ["sorted without regard to case", "case-insensitive"],
  ["sorted by locale", "locale"],
  ["sorted as pairs", "pairs"],
] as const;
const methods = ["GET", "POST", "PUT", "get", "post"];
/** More names than any operation has; a request with more than these is not searched for one that is too many. */
const maxLeftOut = 64;

/** What clients do to the method and the parameters, whatever the scheme. The most usual come first. */
export function queryChanges<Recipe extends QueryRecipe>({
  method,
  parameters,
}: QueryRecipe): readonly Change<Recipe>[] {
  return [
    ...encodings.map(([name, faults]) =>
      change<Recipe>(name, (recipe) => ({ ...recipe, encoding: new Set([...recipe.encoding, ...faults]) })),
    ),
    change<Recipe>("names not encoded", (recipe) => ({ ...recipe, encodeNames: false })),
    change<Recipe>("values not encoded", (recipe) => ({ ...recipe, encodeValues: false })),
    change<Recipe>("values encoded twice", (recipe) => withParameters(recipe, encodeValues)),
    change<Recipe>("empty values left out", (recipe) => ({ ...recipe, empty: "left out" })),
    ...orders.map(([name, order]) => change<Recipe>(name, (recipe) => ({ ...recipe, order }))),
    ...methods
      .filter((other) => other !== method)
      .map((other) => change<Recipe>("other method", (recipe) => ({ ...recipe, method: other }), other)),
    ...flattened<Recipe>(parameters),
    ...parameters
      .slice(0, maxLeftOut)
      .map(([name]) => change<Recipe>("parameter not signed", (recipe) => without(recipe, name), name)),
  ];
}

function flattened<Recipe extends QueryRecipe>(parameters: readonly Pair[]): readonly Change<Recipe>[] {
  const put = (places: readonly string[], instead: readonly Pair[]) => {
    const taken = new Set(places);
    return (recipe: Recipe) =>
      withParameters(recipe, (pairs) => [...pairs.filter(([name]) => !taken.has(name)), ...instead]);
  };
  return [
    ...textsOfParts(parameters).map(({ name, parts, kind, text }) =>
      change<Recipe>(
        kind === "map" ? "map signed as JSON" : "list signed as JSON",
        put(parts, [[name, text]]),
        name,
      ),
    ),
    ...partsOfOneText(parameters).map(({ name, parts }) =>
      change<Recipe>("map signed in parts", put([name], parts), name),
    ),
  ];
}

function encodeValues(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.map(([name, value]) => [name, percentEncode(value)]);
}

function without<Recipe extends QueryRecipe>(recipe: Recipe, name: string): Recipe {
  return withParameters(recipe, (pairs) => pairs.filter((pair) => pair[0] !== name));
}

function withParameters<Recipe extends QueryRecipe>(
  recipe: Recipe,
  alter: (pairs: readonly Pair[]) => readonly Pair[],
): Recipe {
  return { ...recipe, parameters: alter(recipe.parameters) };
}
