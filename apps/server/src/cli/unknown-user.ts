import { ValidationError } from "@admin-events/core/errors";

export function createUnknownUserError(userId: string): ValidationError {
  return new ValidationError(
    null,
    `Unknown user "${userId}". Pass the application's user id, or anonymous:<id> for a visitor.`,
  );
}
