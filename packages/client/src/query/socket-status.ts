/** Tells listeners whether the WebSocket can be opened. */
export interface SocketStatus {
  /** Calls `onFailure` for every attempt to open it that failed, and `onOpen` when it opens. Returns a function that stops. */
  observe: (observer: SocketObserver) => () => void;
  /** Whether requests got through when the WebSocket did not, and it has not opened since. */
  isBlocked: () => boolean;
  setBlocked: () => void;
}

interface SocketObserver {
  onFailure: () => void;
  onOpen: () => void;
}

/** For the options of the WebSocket client, which opens it again and again while there are listeners. */
interface SocketCallbacks {
  onOpen: () => void;
  onClose: () => void;
}

export function createSocketStatus(): SocketStatus & SocketCallbacks {
  const observers = new Set<SocketObserver>();
  let isOpen = false;
  let isBlocked = false;

  return {
    observe(observer) {
      observers.add(observer);
      return () => observers.delete(observer);
    },
    isBlocked: () => isBlocked,
    setBlocked: () => void (isBlocked = true),
    onOpen() {
      isOpen = true;
      isBlocked = false;
      for (const observer of [...observers]) observer.onOpen();
    },
    onClose() {
      const hasFailed = !isOpen;
      isOpen = false;
      if (hasFailed) for (const observer of [...observers]) observer.onFailure();
    },
  };
}
