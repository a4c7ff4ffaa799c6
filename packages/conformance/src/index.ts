export { type ConformanceCheck, withOpen } from "./check.ts";
export { expectFailure, expectSame, expectTrue, failureOf } from "./expect.ts";
