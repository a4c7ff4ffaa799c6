import * as z from "zod/mini";

const idForm = "must be 1 to 128 characters of A-Z a-z 0-9 . _ -";
const secretForm = "must be 1 to 256 printable ASCII characters";
const nameForm = "must be 1 to 64 characters of A-Z a-z 0-9 . @ _ -";
const groupNameForm = "must be 1 to 64 characters of A-Z a-z 0-9 . _ -";
const sessionNameForm = "must be 2 to 64 characters of A-Z a-z 0-9 . @ _ -";
const accountForm = "must be 1 to 32 decimal digits";

/** An access key id, such as `LTAI5tExample`. */
export const accessKeyId = z.string(idForm).check(z.regex(/^[A-Za-z0-9._-]{1,128}$/, idForm));

/** The secret of an access key, as text. */
export const accessKeySecret = z.string(secretForm).check(z.regex(/^[ -~]{1,256}$/, secretForm));

/** The name of a RAM user. */
export const userName = z.string(nameForm).check(z.regex(/^[A-Za-z0-9.@_-]{1,64}$/, nameForm));

/** The name of a RAM group or role. */
export const groupOrRoleName = z
  .string(groupNameForm)
  .check(z.regex(/^[A-Za-z0-9._-]{1,64}$/, groupNameForm));

/** The name of a session, in which a role is assumed. */
export const sessionName = z
  .string(sessionNameForm)
  .check(z.regex(/^[A-Za-z0-9.@_-]{2,64}$/, sessionNameForm));

/** An account id. */
export const accountId = z.string(accountForm).check(z.regex(/^[0-9]{1,32}$/, accountForm));
