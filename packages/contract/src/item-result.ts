/**
 * What the server did with one item of a batch.
 * - `ok`: stored.
 * - `duplicate`: already stored under the same id.
 * - `warning`: stored, with a message for the sender.
 * - `drop`: rejected. Sending it again has no effect.
 * - `retry`: not stored. The client must send it again.
 */
export type ItemStatus = "ok" | "duplicate" | "warning" | "drop" | "retry";

/** One entry of `results` in the response of `POST /ingest`, in the order of the batch. */
export interface ItemResult {
  /** Null for an item without an id. */
  id: string | null;
  status: ItemStatus;
  message?: string;
}
