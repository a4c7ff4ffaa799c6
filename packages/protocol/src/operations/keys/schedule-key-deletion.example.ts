import { example } from "../../examples/example.ts";
import { scheduleKeyDeletion } from "./schedule-key-deletion.ts";

/** A sound request of ScheduleKeyDeletion. */
export const scheduleKeyDeletionExample = example(scheduleKeyDeletion, {
  request: ({ key }) => ({ KeyId: key.KeyId, PendingWindowInDays: 7 }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
