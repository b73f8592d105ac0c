import type { EventPage } from "@admin-events/client/query";
import type { ExportFormat } from "./export-formats.ts";

/** Streams a list as a file. The next page is requested when the previous one has been read, so only one is in memory. */
export function streamExport(
  format: ExportFormat,
  firstPage: EventPage,
  nextPage: (cursor: string) => Promise<EventPage>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let page: EventPage | null = firstPage;

  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(format.head));
    },
    async pull(controller) {
      if (page === null) {
        controller.close();
        return;
      }
      const { items, nextCursor } = page;
      controller.enqueue(encoder.encode(items.map(format.formatEvent).join("")));
      page = nextCursor === null ? null : await nextPage(nextCursor);
    },
  });
}
