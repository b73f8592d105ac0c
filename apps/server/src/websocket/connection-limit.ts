/** Room for connections of whom nobody knows yet who they are, or of whom it is known that they are nobody. */
export interface StrangerLimit {
  /** Takes a place for a connection from an address; null when there is none. The function gives it back. */
  letIn: (address: string) => (() => void) | null;
}

const mostOfAll = 1_000;
const mostOfAddress = 50;

/** At most 50 of one address and 1,000 in all. A page opens one connection, and says at once who it is. */
export function limitStrangers(): StrangerLimit {
  const ofAddress = new Map<string, number>();
  let all = 0;

  function change(address: string, by: 1 | -1): void {
    const count = (ofAddress.get(address) ?? 0) + by;
    all += by;
    if (count === 0) ofAddress.delete(address);
    else ofAddress.set(address, count);
  }

  return {
    letIn(address) {
      if (all >= mostOfAll || (ofAddress.get(address) ?? 0) >= mostOfAddress) return null;

      let isInside = true;
      change(address, 1);
      return () => {
        if (isInside) change(address, -1);
        isInside = false;
      };
    },
  };
}
