import { listTagResources, serviceError, ServiceError, type RequestOf } from "@keyferry/protocol";
import type { ScopedReaders, TagRecord } from "@keyferry/store";
import { handle } from "../../call/handler.ts";
import type { KeyLookup } from "../../call/key-lookup.ts";
import type { KeyTarget, Target } from "../../call/targets.ts";

type Request = RequestOf<typeof listTagResources>;

/** Rows of a page at most: it ends before a key whose tags would be more. */
const maxRows = 200;
/** Keys that are looked at for one page, so that a page of an account with few tags takes no longer than another. */
const maxKeys = 1000;
const batch = 100;

/** ListTagResources. Without ids it asks about all keys. */
export const listTagResourcesHandler = handle(listTagResources, {
  async resolve({ ResourceType, ResourceId }, lookup): Promise<Readonly<Record<string, Target>>> {
    if (ResourceType !== "key") {
      const reason = "there are no secrets yet";
      throw serviceError("UnsupportedOperation", { parameter: "ResourceType", reason });
    }
    if (ResourceId === undefined) return { keys: lookup.all("key") };
    const named: Record<string, Target> = {};
    for (const id of ResourceId) named[id] = await resource(id, lookup);
    return named;
  },

  async perform({ ResourceId, Tag: wanted = [], NextToken = "0" }, targets, { read }) {
    if (new Set(wanted.map(({ Key }) => Key)).size !== wanted.length) throw serviceError("Duplicate.TagKey");
    const from = Number(NextToken);
    const ids = ResourceId === undefined ? listedKeys(read, wanted, from) : namedKeys(targets).slice(from);
    const rows = [];
    let place = from;
    for await (const id of ids) {
      const tags = await read.tags.of("key", id);
      const found = hasAll(tags, wanted) ? tags : [];
      if (rows.length + found.length > maxRows || place - from === maxKeys) {
        return { TagResources: rows, NextToken: String(place) };
      }
      for (const { key: TagKey, value: TagValue } of found) {
        rows.push({ ResourceId: id, ResourceType: "key", TagKey, TagValue });
      }
      place += 1;
    }
    return { TagResources: rows };
  },
});

async function resource(id: string, lookup: KeyLookup): Promise<KeyTarget> {
  try {
    return await lookup.byId(id);
  } catch (cause) {
    // What is no key's id, or names none, is the same to whoever lists tags.
    if (!(cause instanceof ServiceError)) throw cause;
    throw serviceError("InvalidResourceId.NotFound", { cause });
  }
}

/** The ids of the keys that the caller has named, each once. */
function namedKeys(targets: Readonly<Record<string, Target>>): readonly string[] {
  const keys = Object.values(targets).filter((target): target is KeyTarget => "key" in target);
  return [...new Set(keys.map(({ key }) => key.id))];
}

/** The ids of all keys from a place on, oldest first; where tags are wanted, of those that have the first. */
async function* listedKeys(
  read: ScopedReaders,
  [first]: NonNullable<Request["Tag"]>,
  from: number,
): AsyncGenerator<string> {
  const filter = first === undefined ? {} : { tagKey: [first.Key] };
  for (let offset = from; ; offset += batch) {
    const { items, total } = await read.keys.list(filter, { offset, limit: batch });
    for (const { id } of items) yield id;
    if (offset + batch >= total) return;
  }
}

function hasAll(tags: readonly TagRecord[], wanted: NonNullable<Request["Tag"]>): boolean {
  return wanted.every(({ Key, Value }) =>
    tags.some(({ key, value }) => key === Key && (Value === undefined || value === Value)),
  );
}
