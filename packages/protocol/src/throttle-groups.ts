/** A limit of calls that several operations share. */
export interface ThrottleLimit {
  /** How many calls of the whole group an account may make in a window. */
  readonly calls: number;
  /** Length of a window: a second or an hour. */
  readonly seconds: 1 | 3600;
  /** The group in words, for people: "an account may make 1000 symmetric operations a second". Null: its operations say it. */
  readonly of: string | null;
}

/** The limits of calls on the shared gateways, documented unless said, by the group of operations that has them together. */
export const throttleGroups = {
  symmetric: { calls: 1000, seconds: 1, of: "symmetric operations" },
  asymmetric: { calls: 200, seconds: 1, of: "asymmetric operations" },
  rewrapping: { calls: 750, seconds: 1, of: null },
  metadata: { calls: 50, seconds: 1, of: "reads of metadata" },
  keyCreation: { calls: 10, seconds: 1, of: null },
  changes: { calls: 30, seconds: 1, of: "changes of keys, aliases, policies, tags and secrets" },
  instanceReading: { calls: 50, seconds: 1, of: "reads of instances" },
  instanceChanges: { calls: 10, seconds: 1, of: "changes of instances" },
  tagReading: { calls: 300, seconds: 1, of: null },
  opening: { calls: 1, seconds: 1, of: null },
  secretReading: { calls: 450, seconds: 1, of: "reads of secrets" },
  secretListing: { calls: 40, seconds: 1, of: "lists of secrets" },
  secretRotation: { calls: 50, seconds: 3600, of: null },
  /** Not documented: as many as of instances. */
  accessReading: { calls: 50, seconds: 1, of: "reads of what gives applications access" },
  /** Not documented: as many as of instances. */
  accessChanges: { calls: 10, seconds: 1, of: "changes of what gives applications access" },
} as const satisfies Readonly<Record<string, ThrottleLimit>>;

/** Name of a group. */
export type ThrottleGroup = keyof typeof throttleGroups;
