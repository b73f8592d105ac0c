/** The activity log is not as it was sealed. The message is a sentence that names the first broken link. */
export class AuditChainError extends Error {
  override readonly name = "AuditChainError";
}
