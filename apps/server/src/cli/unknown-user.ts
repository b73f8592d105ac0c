import { ValidationError } from "@admin-events/core/errors";

/** Why nothing is done for a user whom nobody has told of. */
export function unknownUser(userId: string): ValidationError {
  return new ValidationError(
    null,
    `There is no user "${userId}": name the application's own id, or anonymous:<id> for a visitor.`,
  );
}
