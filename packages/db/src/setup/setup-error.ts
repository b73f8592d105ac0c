/** The database cannot be used as it is set up. The message lists everything that is in the way, and what to do about each. */
export class SetupError extends Error {
  override readonly name = "SetupError";

  constructor(problems: readonly string[]) {
    super(
      [
        "Admin Events cannot use this database yet. Nothing was changed.",
        ...problems.map((problem) => `- ${problem}`),
      ].join("\n"),
    );
  }
}
