import express from "express";
import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { startApp } from "../testing/start-app.ts";
import { createBodyReader } from "./create-body-reader.ts";
import { HttpError } from "./http-error.ts";

const KB = 1024;

test("a body within the limit is read, with and without its length", async () => {
  await using app = await startReader();

  expect(await app.post("x".repeat(4 * KB))).toEqual({ status: 200, text: String(4 * KB) });
  expect(await app.post(createStream(4 * KB))).toEqual({ status: 200, text: String(4 * KB) });
});

test.each([
  ["with its length", () => "x".repeat(4 * KB + 1)],
  ["without its length", () => createStream(4 * KB + 1)],
])("a body over the limit is answered with 413 %s", async (_title, createBody) => {
  await using app = await startReader();

  expect(await app.post(createBody())).toEqual({
    status: 413,
    text: "The body is larger than 4 KB. Send less.",
  });
});

test.each(["gzip", "GZIP", " Gzip ", "x-gzip"])("Content-Encoding %j is inflated", async (encoding) => {
  await using app = await startReader();

  expect(await app.post(gzipSync("x".repeat(5 * KB)), { "content-encoding": encoding })).toEqual({
    status: 200,
    text: String(5 * KB),
  });
});

test("a small body that inflates to too much is answered with 413", async () => {
  await using app = await startReader();

  expect(await app.post(gzipSync("x".repeat(1_000_000)))).toEqual({
    status: 413,
    text: "The decompressed body is larger than 8 KB. Send less.",
  });
});

test.each(["br", "deflate", "gzip, gzip", "zstd"])(
  "Content-Encoding %j is answered with 415",
  async (encoding) => {
    await using app = await startReader();

    expect((await app.post("x", { "content-encoding": encoding })).status).toBe(415);
  },
);

test("when the bodies in progress exceed the total, the slowest is cut off and the others are read", async () => {
  await using app = await startReader(10 * KB);
  const slow = Array.from({ length: 3 }, () => app.trickle(3 * KB));
  await Promise.all(slow.map(({ isReceived }) => isReceived));

  const healthy = await app.post("x".repeat(3 * KB));
  const first = await slow[0]?.status;
  for (const { finish } of slow) finish();

  expect(healthy.status).toBe(200);
  expect(first).toBe(503);
  expect(await Promise.all(slow.map(({ status }) => status))).toEqual([503, 200, 200]);
  // Nothing is left in the total.
  expect(
    (await Promise.all([app.post("x".repeat(4 * KB)), app.post("x".repeat(4 * KB))])).map(
      ({ status }) => status,
    ),
  ).toEqual([200, 200]);
});

async function startReader(maxTotalBytes?: number) {
  const readBody = createBodyReader(maxTotalBytes);
  const limit = { maxBytes: 4 * KB, maxInflatedBytes: 8 * KB, advice: "Send less." };
  const received = new Map<string, () => void>();
  const server = express();
  server.post("*", (request, response) => {
    request.once("data", () => setImmediate(() => received.get(String(request.headers["x-name"]))?.()));
    readBody(request, limit).then(
      (body) => response.send(String(body.length)),
      (error: unknown) => {
        const { status, message } = error as HttpError;
        response.status(error instanceof HttpError ? status : 500).send(message);
      },
    );
  });
  const app = await startApp(server);

  return {
    ...app,
    async post(body: RequestInit["body"], headers: Record<string, string> = {}) {
      const init = { method: "POST", body, headers, duplex: "half" as const };
      const response = await fetch(app.url, init);
      return { status: response.status, text: await response.text() };
    },
    /** Sends a body except for its end. */
    trickle(bytes: number) {
      const name = crypto.randomUUID();
      const isReceived = new Promise<void>((resolve) => received.set(name, resolve));
      const sending = httpRequest(app.url, { method: "POST", headers: { "x-name": name } });
      const status = new Promise<number>((resolve, reject) => {
        sending.once("response", (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        sending.once("error", reject);
      });
      sending.write("x".repeat(bytes));
      return { isReceived, status, finish: () => sending.end() };
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

function createStream(bytes: number): ReadableStream {
  return new Blob(["x".repeat(bytes)]).stream();
}
