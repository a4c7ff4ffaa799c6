import { scheduleKeyDeletion, serviceError } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { changeKeyState } from "../../call/key-state.ts";

const dayInMilliseconds = 86_400_000;

/** ScheduleKeyDeletion. */
export const scheduleKeyDeletionHandler = handle(scheduleKeyDeletion, {
  resolve: async ({ KeyId }, lookup) => ({ doomed: await lookup.byId(KeyId) }),
  async perform({ PendingWindowInDays }, { doomed }, { scope, write }) {
    if (doomed.key.deletionProtection !== null) throw serviceError("Rejected.DeletionProtected");
    const deleteAt = scope.time + PendingWindowInDays * dayInMilliseconds;
    await changeKeyState(scheduleKeyDeletion, doomed, { to: "PendingDeletion", deleteAt }, write);
    return {};
  },
});
