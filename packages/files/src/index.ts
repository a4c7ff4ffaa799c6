export { FileError, type FileErrorReason } from "./file-error.ts";
export { makeFolder } from "./make-folder.ts";
export { readFile, type ReadOptions } from "./read-file.ts";
export type { Trust } from "./trust.ts";
export { currentUser, type User } from "./user.ts";
export { writeWholeFile, type WholeFileOptions } from "./whole-file.ts";
