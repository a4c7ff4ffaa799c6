/** Who asks for a file. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Whom this process acts for; undefined on Windows, where files have no such owners. */
export function currentUser(): User | undefined {
  const [uid, gid] = [process.geteuid?.(), process.getegid?.()];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
