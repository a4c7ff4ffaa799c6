export { exportDataKeyToRecipients } from "./export-data-key-to-recipients.ts";
