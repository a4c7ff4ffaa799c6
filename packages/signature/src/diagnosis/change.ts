import type { Deviation, DeviationName } from "./deviation.ts";

/** A deviation as something that can be done to a recipe. */
export interface Change<Recipe> {
  readonly deviation: Deviation;
  readonly apply: (recipe: Recipe) => Recipe;
}

/** Makes a change. */
export function change<Recipe>(
  name: DeviationName,
  apply: (recipe: Recipe) => Recipe,
  detail?: string,
): Change<Recipe> {
  return { deviation: detail === undefined ? { name } : { name, detail }, apply };
}
