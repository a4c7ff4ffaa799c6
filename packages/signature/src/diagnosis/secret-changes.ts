import { change, type Change } from "./change.ts";
import type { SecretForm } from "./recipe.ts";

const forms: readonly SecretForm[] = [
  "line feed behind",
  "CR LF behind",
  "blank behind",
  "blank before",
  "trimmed",
];

/** Blanks that clients read with a secret, or lose. */
export function secretChanges<Recipe extends { readonly secret: SecretForm }>(): readonly Change<Recipe>[] {
  return forms.map((secret) => change("blanks around the secret", (recipe) => ({ ...recipe, secret })));
}
