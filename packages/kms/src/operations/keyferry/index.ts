export { exportDataKeyToRecipientsHandler } from "./export-data-key-to-recipients.ts";
