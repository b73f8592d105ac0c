export const msInDay = 86_400_000;

/** Who did something of one name on one UTC day, in the order of time. Events without a user are left out. */
export interface Segment {
  nameId: number;
  /** Days since 1970 in UTC. */
  day: number;
  /** The numbers of the people. */
  people: Uint32Array;
  /** Milliseconds into the day, beside `people`. */
  times: Uint32Array;
}

export function bytesOf({ people, times }: Segment): number {
  return people.byteLength + times.byteLength;
}

/** A list of numbers that grows without boxing them. */
export class NumberList {
  #numbers = new Uint32Array(64);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const longer = new Uint32Array(this.#numbers.length * 2);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[this.#length++] = number;
  }

  toArray(): Uint32Array {
    return this.#numbers.slice(0, this.#length);
  }
}
