import { equalBytes } from "@keyferry/bytes";
import type { Change } from "./change.ts";
import type { ClaimedMac } from "./claimed-mac.ts";
import type { Deviation } from "./deviation.ts";

const maxAttempts = 600;
/** Characters that are signed at the most, over all attempts. */
const maxSigned = 2 * 1024 * 1024;
/** Texts that are built at the most, and their characters: what comes to the same text again counts too. */
const maxBuilt = { texts: 2 * maxAttempts, characters: 2 * maxSigned };

/** How recipes of one scheme are tried. */
export interface Trial<Recipe> {
  readonly base: Recipe;
  readonly changes: readonly Change<Recipe>[];
  readonly textOf: (recipe: Recipe) => string;
  /** The part of a recipe that its key depends on. */
  readonly keyOf: (recipe: Recipe) => unknown;
  readonly macOf: (text: string, recipe: Recipe) => Uint8Array;
  /** How long the text is that is hashed for one attempt, about. */
  readonly size: number;
}

/** What a search has found. */
export interface Found {
  /** Each entry alone reproduces the signature, by all of its deviations together. */
  readonly matches: readonly (readonly Deviation[])[];
  /** How many signatures were calculated. */
  readonly attempts: number;
  /** Whether each deviation alone was tried; pairs may have been too many. */
  readonly complete: boolean;
}

/**
 * Looks for deviations that reproduce a claimed signature: each alone, then two together. What is calculated is bounded,
 * and what comes to the same text under the same key is calculated once.
 */
export function search<Recipe>(trial: Trial<Recipe>, claimed: ClaimedMac): Found {
  const limit = Math.max(1, Math.min(maxAttempts, Math.floor(maxSigned / Math.max(trial.size, 1))));
  const written = claimed.deviation === undefined ? [] : [claimed.deviation];
  /** Texts with their keys, and whether they give the claimed signature. */
  const tried = new Map<string, boolean>();
  const matches: (readonly Deviation[])[] = [];
  const built = { texts: 0, characters: 0 };

  const attempt = (changes: readonly Change<Recipe>[]): "match" | "other" | "same" | "no more" => {
    const isOver =
      tried.size >= limit || built.texts >= maxBuilt.texts || built.characters >= maxBuilt.characters;
    if (isOver) return "no more";
    const recipe = changes.reduce((changed, { apply }) => apply(changed), trial.base);
    const text = trial.textOf(recipe);
    built.texts += 1;
    built.characters += text.length;
    const id = `${JSON.stringify(trial.keyOf(recipe))}\n${text}`;
    const known = tried.get(id);
    if (known === false) return "same";
    const isMatch = known ?? equalBytes(trial.macOf(text, recipe), claimed.mac);
    tried.set(id, isMatch);
    if (!isMatch) return "other";
    matches.push([...written, ...changes.map(({ deviation }) => deviation)]);
    return "match";
  };
  const found = (complete: boolean): Found => ({ matches, attempts: tried.size, complete });

  if (attempt([]) === "match") return found(true);
  const singles = trial.changes.map((change) => ({ change, outcome: attempt([change]) }));
  if (matches.length > 0) return found(true);
  const effective = singles.filter(({ outcome }) => outcome === "other").map(({ change }) => change);
  const complete = singles.every(({ outcome }) => outcome !== "no more");
  for (const [index, first] of effective.entries()) {
    for (const second of effective.slice(index + 1)) {
      const outcome = attempt([first, second]);
      if (outcome === "match" || outcome === "no more") return found(complete);
    }
  }
  return found(complete);
}
