/** The activity log is not as it was sealed. The message is a sentence that names the first broken link. */
export class BrokenChain extends Error {
  override readonly name = "BrokenChain";
}
