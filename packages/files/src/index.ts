export { FileError, type FileErrorReason } from "./file-error.ts";
export { makeFolder } from "./make-folder.ts";
export { checkFile, readFile, type ReadOptions, type TrustOptions } from "./read-file.ts";
export { readParts } from "./read-parts.ts";
export type { Trust } from "./trust.ts";
export { currentUser, type User } from "./user.ts";
export { refuseTaken, writeWholeFile, type WholeFileOptions } from "./whole-file.ts";
