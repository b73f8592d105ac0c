/** Lets this process's wall clock jump, as an operator or a time server may. Timers go on as they were. */
export function createClockShift(): (milliseconds: number) => void {
  const RealDate = Date;
  let shift = 0;

  class ShiftedDate extends RealDate {
    constructor(...parts: [] | ConstructorParameters<typeof Date>) {
      if (parts.length === 0) super(RealDate.now() + shift);
      else super(...parts);
    }

    static override now(): number {
      return RealDate.now() + shift;
    }
  }

  return (milliseconds) => {
    globalThis.Date = ShiftedDate as DateConstructor;
    shift = milliseconds;
  };
}
