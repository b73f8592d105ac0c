/** The server's result for one item, without the item's id. */
export type ItemOutcome =
  | {
      /** Stored. Remove the item. */
      status: "stored";
      /** True if an item with this id was stored before. */
      duplicate: boolean;
      /** Messages for the sender. */
      warnings: string[];
    }
  | {
      /** Invalid. Remove the item, because the same item fails again. */
      status: "rejected";
      /** The invalid field, such as `metadata.price`; null if the whole item is concerned. */
      path: string | null;
      /** What to change. */
      reason: string;
    }
  | {
      /** Not stored because of a problem of the server. Send the item again. */
      status: "failed";
      reason: string;
    };

/** One entry of `results` in the response of `POST /ingest`, in the order of the batch. */
export type ItemResult = ItemOutcome & {
  /** As sent, or generated for an event that was sent without one. Null if an invalid item has no id. */
  id: string | null;
};
