import type { CredentialReader } from "../identities/contract.ts";
import type { RecipientFinder } from "../recipients/contract.ts";
import type { StoreScope } from "../scope.ts";
import type { ScopedStore, UnscopedStore } from "../aggregates.ts";
import type { LookUp } from "./look-up.ts";
import type { StoreView } from "./store-view.ts";
import { viewIdentities } from "./view-identities.ts";
import { viewAllInstances, viewInstances } from "./view-instances.ts";
import { viewRecipients } from "./view-recipients.ts";
import { viewAliases, viewKeys, viewPolicies } from "./view-keys.ts";
import { viewSecrets } from "./view-secrets.ts";

/** Where a view reads. */
export interface ViewSource {
  scoped(scope: StoreScope): ScopedStore;
  readonly identities: { readonly read: CredentialReader };
  readonly recipients: { readonly read: RecipientFinder };
  readonly everywhere: Pick<UnscopedStore, "policies" | "instances">;
}

/** What a view is made of, beside its source. */
export interface ViewOptions {
  /** When the view is made, in milliseconds since the epoch: it decides which keys are gone. */
  readonly now: number;
  /** Answers a look-up that the view was not asked before. By default it goes to the source. */
  readonly lookUp?: LookUp;
}

/** Makes the view of one request. */
export function createView(
  source: ViewSource,
  { now, lookUp = (_, find) => find() }: ViewOptions,
): StoreView {
  const answers = new Map<string, Promise<unknown>>();
  const once: LookUp = (question, find) => {
    const known = answers.get(question.name);
    // A question's name stands for its kind, and so for the type of its answer.
    if (known !== undefined) return known as ReturnType<typeof find>;
    const answer = lookUp(question, find);
    answers.set(question.name, answer);
    return answer;
  };
  const lookUps = { lookUp: once, now };

  // Each request has a view, and asks a part of it: the others are not made.
  return {
    scoped(scope) {
      return {
        get keys() {
          return viewKeys(scope, () => source.scoped(scope).keys.read, lookUps);
        },
        get aliases() {
          return viewAliases(scope, () => source.scoped(scope).aliases.read, lookUps);
        },
        get tags() {
          return source.scoped(scope).tags.read;
        },
        get instances() {
          return viewInstances(scope, () => source.scoped(scope).instances.read, once);
        },
        get secrets() {
          return viewSecrets(scope, () => source.scoped(scope).secrets.read, lookUps);
        },
        get networkRules() {
          return source.scoped(scope).networkRules.read;
        },
        get accessPolicies() {
          return source.scoped(scope).accessPolicies.read;
        },
        get accessPoints() {
          return source.scoped(scope).accessPoints.read;
        },
        get clientKeys() {
          return source.scoped(scope).clientKeys.read;
        },
      };
    },
    get identities() {
      return viewIdentities(source.identities.read, once);
    },
    get recipients() {
      return viewRecipients(source.recipients.read, once);
    },
    everywhere: {
      get policies() {
        return viewPolicies(source.everywhere.policies.read, lookUps);
      },
      get instances() {
        return viewAllInstances(source.everywhere.instances.read, once);
      },
    },
  };
}
