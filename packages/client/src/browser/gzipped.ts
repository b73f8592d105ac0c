const worthItFrom = 2_000;

/**
 * A body compressed, where that is worth it and the browser can. No header says so: `Content-Encoding` would cost a
 * CORS preflight before the batch, and the server knows gzip by its first bytes, with which no JSON begins.
 */
export async function gzipped(text: string): Promise<string | Blob> {
  if (text.length < worthItFrom) return text;

  try {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
    return await new Response(stream, { headers: { "content-type": "text/plain" } }).blob();
  } catch {
    return text;
  }
}
