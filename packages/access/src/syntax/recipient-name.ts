const form = /^[A-Za-z0-9._-]{1,64}$/;

/** What a recipient may be called, for people. */
export const recipientNameForm = "1 to 64 characters of A-Z a-z 0-9 . _ -";

/** Whether a recipient may be called so. Case counts. */
export function isRecipientName(text: string): boolean {
  return form.test(text);
}
