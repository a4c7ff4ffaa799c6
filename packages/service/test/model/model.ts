import type { HookMood, World } from "./world.ts";

const day = 86_400_000;
/** How long a deletion waits, milliseconds. */
export const window = 7 * day;

/** What is drawn for a step: each step takes of it what it needs. */
export interface Draw {
  readonly key: 0 | 1 | 2;
  readonly alias: 0 | 1;
  readonly secret: 0 | 1;
  readonly version: number;
  readonly label: string;
  readonly on: boolean;
  readonly mood: HookMood;
}

/** What the model knows of a key. The last one is external. */
export interface ModelKey {
  state: "Enabled" | "Disabled" | "PendingDeletion" | "PendingImport";
  /** Milliseconds since the epoch; Infinity: nobody has deleted it. */
  deleteAt: number;
  isProtected: boolean;
  rotates: boolean;
  readonly tags: Map<string, string>;
  readonly isExternal: boolean;
  /** Until when its material is there; -Infinity: it is not. */
  materialUntil: number;
  /** Which material it has, or had. */
  bound: boolean | undefined;
  /** Whether something was encrypted with it. */
  ciphertext: Uint8Array | undefined;
}

/** What the model knows of a secret. The first one is generic, the second one managed. Both have the second key. */
export interface ModelSecret {
  readonly createdAt: number;
  deleteAt: number;
  /** Names and values, oldest first. */
  versions: (readonly [id: string, data: string])[];
  /** Versions by labels. */
  readonly stages: Map<string, string>;
  readonly tags: Map<string, string>;
  rotation: ModelRotation | undefined;
}

/** What the model knows of a rotation. */
export interface ModelRotation {
  automatic: "Enabled" | "Disabled" | "Invalid";
  nextAt: number;
  lastAt: number | undefined;
  /** The version that a failed one has left, with its value. */
  left: readonly [id: string, data: string] | undefined;
}

/** What there is. */
export interface Model {
  now: number;
  readonly keys: readonly ModelKey[];
  /** Which key an alias is of. */
  readonly aliases: Map<number, number>;
  readonly secrets: Map<number, ModelSecret>;
  /** How many values the hook has made. */
  made: number;
}

/** Nothing but three keys. */
export function newModel(now: number): Model {
  const key = (isExternal: boolean): ModelKey => ({
    ...{ state: isExternal ? "PendingImport" : "Enabled", deleteAt: Infinity, isProtected: false },
    ...{ rotates: false, tags: new Map(), isExternal, materialUntil: isExternal ? -Infinity : Infinity },
    ...{ bound: undefined, ciphertext: undefined },
  });
  return { now, keys: [key(false), key(false), key(true)], aliases: new Map(), secrets: new Map(), made: 0 };
}

/** A step: what the service is asked, and what the model says of it. */
export interface Step {
  readonly ask: (world: World, draw: Draw, model: Model) => Promise<unknown>;
  /** Answers the code, and changes the model as the step does. */
  readonly act: (model: Model, draw: Draw) => string;
  /** Looks at the answer, after the model has changed. */
  readonly check?: (answer: never, model: Model, draw: Draw) => void;
}

/** The key of a draw. */
export function keyOf({ keys }: Model, index: number): ModelKey {
  const key = keys[index];
  if (key === undefined) throw new Error("there are three keys");
  return key;
}

/** Whether a key or a secret is still there. */
export function isThere({ deleteAt }: { readonly deleteAt: number }, { now }: Model): boolean {
  return deleteAt > now;
}

/** Lets time go by: material that has expired is gone. */
export function elapse(model: Model, milliseconds: number): void {
  model.now += milliseconds;
  for (const key of model.keys) {
    if (key.materialUntil > model.now) continue;
    key.materialUntil = -Infinity;
    if (key.state !== "PendingDeletion") key.state = "PendingImport";
  }
  for (const [name, secret] of model.secrets) if (!isThere(secret, model)) model.secrets.delete(name);
  for (const [alias, key] of model.aliases) {
    if (!isThere(keyOf(model, key), model)) model.aliases.delete(alias);
  }
}
