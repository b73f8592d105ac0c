import type { AppRouter } from "@admin-events/api";
import { createAnalytics } from "@admin-events/client/node";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { SampleEvent, ServerProcess } from "@admin-events/load";
import { openSender } from "@admin-events/load";
import type { Measured } from "./measure.ts";
import { toBatches, measure, runConcurrently } from "./measure.ts";

const CALLERS = 64;
const CLIENTS = 8;

/** 64 callers of the procedure `track`, which tRPC's client batches into requests of up to 20 calls. */
export async function measureTrack(server: ServerProcess, events: SampleEvent[]): Promise<Measured> {
  const headers = { authorization: `Bearer ${await server.createKey()}` };
  const url = `${server.url}/trpc`;
  const api = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url, headers, maxItems: 20 })] });

  return measure(events.length, (timed) =>
    runConcurrently(CALLERS, [...events], async ({ timestamp, ...event }) => {
      await timed(() => api.track.mutate({ ...event, timestamp: timestamp.toISOString() }));
    }),
  );
}

/** Eight Node clients, each with one request of 100 events in flight. */
export async function measureNodeClient(server: ServerProcess, events: SampleEvent[]): Promise<Measured> {
  const key = await server.createKey();
  const problems: string[] = [];
  const opened = Array.from({ length: CLIENTS }, () =>
    createAnalytics({
      url: server.url,
      key,
      onError: ({ code, message }) => code !== "warning" && problems.push(message),
    }),
  );

  const measured = await measure(events.length, (timed) =>
    runConcurrently(CLIENTS, toBatches(events, 100), async (batch, caller) => {
      await timed(async () => {
        for (const { name, metadata, ...options } of batch) opened[caller]?.track(name, metadata, options);
        await opened[caller]?.flush();
      });
    }),
  );
  await Promise.all(opened.map((client) => client.close()));
  if (problems.length > 0) throw new Error(`The client reported an error: ${problems[0]}`);

  return measured;
}

/** 64 connections, each with one request of one event in flight. */
export async function measureSingles(server: ServerProcess, events: SampleEvent[]): Promise<Measured> {
  const keys = await Promise.all(Array.from({ length: 20 }, () => server.createKey()));
  using sender = openSender(server.url, keys);

  return await measure(events.length, (timed) =>
    runConcurrently(CALLERS, [...events], async (event) => {
      const { status, problem } = await timed(() => sender.send([event]));
      if (status !== 200) throw new Error(`An event was not stored: ${status} ${problem}`);
    }),
  );
}
