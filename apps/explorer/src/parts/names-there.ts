import {
  listAliases,
  listApplicationAccessPoints,
  listKeys,
  listKmsInstances,
  listSecrets,
  type IdentifierKind,
} from "@keyferry/protocol";
import type { Call } from "../connection/use-call.ts";

/** Something that a field can name. */
export interface NamedThing {
  readonly name: string;
  /** What people call it, where that is another name. */
  readonly label?: string;
}

const PageSize = 100;

/** How many pages are read: more than a thousand names nobody chooses from. */
const maxPages = 10;

type Lister = (call: Call) => Promise<readonly NamedThing[]>;

const listers: Partial<Readonly<Record<IdentifierKind, Lister>>> = {
  async key(call) {
    const [keys, aliases] = await Promise.all([
      pages(
        (PageNumber) => call(listKeys, { PageNumber, PageSize }),
        ({ Keys }) => Keys,
      ),
      pages(
        (PageNumber) => call(listAliases, { PageNumber, PageSize }),
        ({ Aliases }) => Aliases,
      ),
    ]);
    const labels = new Map(aliases.map(({ KeyId, AliasName }) => [KeyId, AliasName]));
    return keys.map(({ KeyId }) => labelled(KeyId, labels.get(KeyId)));
  },
  async alias(call) {
    const aliases = await pages(
      (PageNumber) => call(listAliases, { PageNumber, PageSize }),
      ({ Aliases }) => Aliases,
    );
    return aliases.map(({ AliasName }) => ({ name: AliasName }));
  },
  async secret(call) {
    const secrets = await pages(
      (PageNumber) => call(listSecrets, { PageNumber, PageSize }),
      ({ SecretList }) => SecretList,
    );
    return secrets.map(({ SecretName }) => ({ name: SecretName }));
  },
  async instance(call) {
    const instances = await pages(
      (PageNumber) => call(listKmsInstances, { PageNumber, PageSize }),
      ({ KmsInstances }) => KmsInstances,
    );
    return instances.map(({ KmsInstanceId }) => ({ name: KmsInstanceId }));
  },
  async access(call) {
    const points = await pages(
      (PageNumber) => call(listApplicationAccessPoints, { PageNumber, PageSize }),
      ({ ApplicationAccessPoints }) => ApplicationAccessPoints,
    );
    return points.map(({ Name }) => ({ name: Name }));
  },
};

/**
 * The names that there are of a kind of things; none of a kind that no operation lists.
 *
 * @throws ServiceError where the caller may not list them
 */
export async function namesThere(kind: IdentifierKind, call: Call): Promise<readonly NamedThing[]> {
  return (await listers[kind]?.(call)) ?? [];
}

function labelled(name: string, label: string | undefined): NamedThing {
  return label === undefined ? { name } : { name, label };
}

async function pages<Page extends { readonly TotalCount: number }, Item>(
  ask: (page: number) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let number = 1; number <= maxPages; number += 1) {
    const page = await ask(number);
    items.push(...itemsOf(page));
    if (items.length >= page.TotalCount) break;
  }
  return items;
}
