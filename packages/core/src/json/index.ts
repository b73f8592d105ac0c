export { isKeptAsText } from "./exact-number.ts";
export { getLongNumber, parseJson } from "./parse-json.ts";
export {
  BACKSLASH_IN_KEY,
  CONTROL_IN_KEY,
  LONG_NUMBER_KEY,
  protectJson,
  QUOTE_IN_KEY,
} from "./protect-json.ts";
export { restoreJson } from "./restore-json.ts";
