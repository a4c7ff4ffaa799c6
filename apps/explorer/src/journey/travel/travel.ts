import type { RecipientKeySpec } from "@keyferry/algorithms";
import { describeKey, scheduleKeyDeletion, ServiceError } from "@keyferry/protocol";
import type { AccessKey, Connection } from "../../connection/connection.ts";
import { compare, exportTo, findKey, makeDataKey, makeRecipient, open } from "./carry.ts";
import { setStage, type Audience, type Stage } from "./stage.ts";
import { eavesdrop, mistakeRecipient, operate } from "./trials.ts";

/** What the reader chooses before the journey. */
export interface Choices {
  readonly spec: RecipientKeySpec;
  /** Whether the caller asks for the data key in the clear too. */
  readonly withPlaintext: boolean;
  /** Id, ARN or alias of a key of the reader's; undefined: one is made, and its deletion scheduled at the end. */
  readonly keyId: string | undefined;
}

/** What the journey proved. */
export interface Proof {
  /** SHA-256 of the data key, lower-case hex. */
  readonly fingerprint: string;
  /** Length of the data key. */
  readonly bytes: number;
}

/** The shortest time that a key waits for its deletion, in days. */
const shortestWait = 7;

/**
 * Takes a data key from the KMS to a recipient and proves that it arrived, then tries what must not succeed. A key that it
 * made is up for deletion afterwards, whatever came of it.
 *
 * @throws NotProvedError where something is not as promised
 * @throws UnopenedError where the recipient cannot open the export
 * @throws ServiceError what the service refused; Error where it does not answer
 */
export async function travel(
  connection: Connection,
  accessKey: AccessKey,
  { spec, withPlaintext, keyId }: Choices,
  audience: Audience,
): Promise<Proof> {
  const stage = setStage(connection, accessKey, spec, audience);
  let madeKey: string | undefined;
  try {
    const pair = await makeRecipient(stage);
    const key = await findKey(stage, keyId);
    if (keyId === undefined) madeKey = key;
    const ciphertext = await makeDataKey(stage, key, withPlaintext);
    const exported = await exportTo(stage, pair, ciphertext);
    const dataKey = await open(stage, pair, exported);
    const fingerprint = await compare(stage, dataKey, ciphertext);
    await eavesdrop(stage, exported, dataKey);
    await mistakeRecipient(stage, exported, dataKey);
    await operate(stage, key, dataKey);
    return { fingerprint, bytes: dataKey.length };
  } finally {
    stage.end();
    await cleanUp(stage, madeKey);
  }
}

/** Schedules the deletion of the key that was made, if one was. That it cannot is told, and changes nothing of the proof. */
function cleanUp({ take, call }: Stage, madeKey: string | undefined): Promise<void> {
  return take("cleanUp", async ({ tell }) => {
    if (madeKey === undefined) return;
    tell({ name: "keyId", value: madeKey });
    try {
      await call(scheduleKeyDeletion, { KeyId: madeKey, PendingWindowInDays: shortestWait });
      const { KeyState, DeleteDate } = (await call(describeKey, { KeyId: madeKey })).KeyMetadata;
      tell({ name: "keyState", value: KeyState });
      if (DeleteDate !== undefined) tell({ name: "deletionDate", value: DeleteDate.toISOString() });
    } catch (error) {
      tell({ name: "deletionRefused", value: error instanceof ServiceError ? error.code : String(error) });
    }
  });
}
