import type { FeedPage } from "../../api/outputs.ts";
import type { ExportFormat } from "./export-formats.ts";

/**
 * Everything that is left of a list, as the text of a file, page by page: the next page is asked for when its reader
 * has taken the one before, so that no more than one is ever held.
 *
 * @param firstPage the newest entries, which are there already.
 */
export function streamExport(
  format: ExportFormat,
  firstPage: FeedPage,
  nextPage: (cursor: string) => Promise<FeedPage>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let page: FeedPage | null = firstPage;

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
      controller.enqueue(encoder.encode(items.map(format.write).join("")));
      page = nextCursor === null ? null : await nextPage(nextCursor);
    },
  });
}
