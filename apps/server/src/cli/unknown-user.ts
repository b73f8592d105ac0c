import { InvalidInput } from "@admin-events/core/analytics";

/** Why nothing is done for a user whom nobody has told of. */
export function unknownUser(userId: string): InvalidInput {
  return new InvalidInput(
    `There is no user "${userId}": name the application's own id, or anonymous:<id> for a visitor.`,
  );
}
