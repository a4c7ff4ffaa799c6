/** How many named recipients an account may have. */
export const maxRecipients = 10_000;
