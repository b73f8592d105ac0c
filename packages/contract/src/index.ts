export { clientCases } from "./clients/client-cases.ts";
export type { Action, ClientCase, ItemStatus, Reply } from "./clients/client-case.ts";
export { startContractServer } from "./clients/contract-server.ts";
export type { ContractServer } from "./clients/contract-server.ts";
export type { Verdict } from "./clients/judge.ts";
export { perform } from "./clients/perform.ts";
export type { ContractClient, OpenClient } from "./clients/perform.ts";
export { openRawClient } from "./clients/raw-client.ts";
