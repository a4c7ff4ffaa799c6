import type { CountedVersion, KeyWriter, MessageBlock, MessagesWanted } from "../../keys/contract.ts";
import type { SqlSession } from "../database/session.ts";
import { nextMessages } from "../../keys/messages.ts";
import { scopeOf, type StoreScope } from "../../scope.ts";
import type { Tables } from "../rows/tables.ts";

/**
 * Counts messages of a version in its row: whoever would take the count away takes the material away with it.
 *
 * @throws {StoreError} `tampered`
 */
export async function reserveMessages(
  tables: Tables,
  { account, region }: StoreScope,
  versionId: string,
  wanted: MessagesWanted,
): ReturnType<KeyWriter["reserveMessages"]> {
  // Held: whoever asks at the same time waits, and is told of these.
  const [version] = await tables.hold("key_versions", { account, region, id: versionId });
  if (version === undefined) return undefined;
  const block: MessageBlock = nextMessages(version.messages, wanted);
  if (block.count > 0) {
    await tables.change("key_versions", version, { messages: block.before + block.count });
  }
  return block;
}

/**
 * The versions of all scopes with most messages.
 *
 * @throws {StoreError} `tampered`
 */
export async function mostMessages(session: SqlSession, limit: number): Promise<readonly CountedVersion[]> {
  const rows = await session.read((database) =>
    database
      .selectFrom("key_versions")
      .selectAll()
      .where("messages", ">", 0)
      .orderBy("messages", "desc")
      .orderBy("seq")
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => {
    const { key_id: keyId, id: versionId, messages } = session.codes.check("key_versions", row, {});
    return { scope: scopeOf(row), keyId, versionId, messages };
  });
}
