/** Sends items through the SDK's door, and throws when one is not stored. Answers with their ids. */
export async function sendItems(
  origin: string,
  secretKey: string,
  items: readonly object[],
): Promise<string[]> {
  const response = await fetch(`${origin}/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${secretKey}`, "content-type": "application/json" },
    body: JSON.stringify({ sentAt: new Date().toISOString(), events: items }),
  });
  const { results } = (await response.json()) as { results: { id: string; status: string }[] };
  const bad = results.filter(({ status }) => status !== "ok" && status !== "warning");
  if (bad.length > 0) throw new Error(`Not stored: ${JSON.stringify(bad)}`);

  return results.map(({ id }) => id);
}
