export { describeRegionsHandler } from "./describe-regions.ts";
