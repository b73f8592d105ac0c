import express from "express";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { expect, test } from "vitest";
import { TooManyRequestsError } from "../auth/sign-in-limits.ts";
import { handleErrors } from "./handle-errors.ts";
import { assignRequestId } from "./request-id.ts";

test.each([
  ["/%E0%A4%A", 400, { code: "BAD_REQUEST", message: "The URL is malformed." }],
  ["/files/none", 404, { code: "NOT_FOUND", message: "Not found." }],
  ["/often", 429, { code: "TOO_MANY_REQUESTS", message: "Too many attempts. Try again in 1 minute." }],
])("%s gets %i with a message and is not logged", async (path, status, error) => {
  await using site = await openSite();

  const answer = await fetch(site.url + path);

  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({ error });
  expect(site.log).toEqual([]);
});

test("internal errors are logged, and the response contains only the request id", async () => {
  await using site = await openSite();

  const answer = await fetch(`${site.url}/broken`);
  const requestId = answer.headers.get("x-request-id");

  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({
    error: { code: "INTERNAL", message: `Internal server error. Request ID: ${requestId}` },
  });
  expect(site.log).toMatchObject([{ requestId, error: { message: "no such table" } }]);
});

async function openSite() {
  const log: unknown[] = [];
  const app = express();
  app.use(assignRequestId);
  app.use("/files", express.static(import.meta.dirname, { fallthrough: false }));
  app.get("/often", () => {
    throw new TooManyRequestsError(60);
  });
  app.get("/broken", () => {
    throw new Error("no such table");
  });
  app.get("/:page", (_request, response) => void response.end());
  app.use(handleErrors(pino({ errorKey: "error" }, { write: (line) => log.push(JSON.parse(line)) })));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
