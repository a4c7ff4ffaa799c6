/** The mark of a change: how often something of a scope, an account or everything was changed. */
export interface Mark {
  /** Empty, with the region: everything. */
  readonly account: string;
  /** Empty: what the account has in all regions. */
  readonly region: string;
  readonly epoch: number;
}

/** What a store knows of the changes to its database. */
export interface KnownMarks {
  /** Another number as soon as anybody else has changed something. */
  readonly changesOfOthers: number;
  /** Tells of a change of our own. What is told too late counts as another's, which costs no more than reading again. */
  own(mark: Mark): void;
  /** Takes in all marks that the database has. */
  take(marks: readonly Mark[]): void;
}

/** Makes what tells our own changes from those of others: no two transactions that are kept have the same mark. */
export function createKnownMarks(): KnownMarks {
  let known = new Map<string, number>();
  const ours = new Map<string, Set<number>>();
  let changesOfOthers = 0;

  /** Whether all that has changed an epoch from one number to another was of our own. */
  function areOurs(name: string, from: number, to: number): boolean {
    const own = ours.get(name);
    if (own === undefined || to < from || to - from > own.size) return false;
    for (let epoch = from + 1; epoch <= to; epoch += 1) if (!own.has(epoch)) return false;
    return true;
  }

  function forgetOurs(name: string, upTo: number): void {
    const own = ours.get(name);
    for (const epoch of own ?? []) if (epoch <= upTo) own?.delete(epoch);
    if (own?.size === 0) ours.delete(name);
  }

  return {
    get changesOfOthers() {
      return changesOfOthers;
    },
    own(mark) {
      const name = nameOf(mark);
      if (mark.epoch <= (known.get(name) ?? 0)) return;
      const own = ours.get(name);
      if (own === undefined) ours.set(name, new Set([mark.epoch]));
      else own.add(mark.epoch);
    },
    take(marks) {
      const found = new Map(marks.map((mark) => [nameOf(mark), mark.epoch]));
      // A mark that is gone, or has become smaller: the database is of another time.
      let hasChanged = [...known.keys()].some((name) => !found.has(name));
      for (const [name, epoch] of found) {
        const before = known.get(name) ?? 0;
        if (epoch !== before && !areOurs(name, before, epoch)) hasChanged = true;
        forgetOurs(name, epoch);
      }
      known = found;
      if (hasChanged) changesOfOthers += 1;
    },
  };
}

function nameOf({ account, region }: Mark): string {
  return `${account}/${region}`;
}
