/** Sends items to `/ingest` and returns their ids. @throws unless all are stored. */
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
  const { results } = (await response.json()) as {
    results: { id: string; status: string; duplicate?: boolean }[];
  };
  const notStored = results.filter(({ status, duplicate }) => status !== "stored" || duplicate);
  if (notStored.length > 0) throw new Error(`Not stored: ${JSON.stringify(notStored)}`);

  return results.map(({ id }) => id);
}
