import { useCallback, useSyncExternalStore } from "react";
import type { CartLine } from "../orders/price-cart.ts";

const storageKey = "crumb-cart";
/** The most pieces of one product. */
export const mostOfOne = 20;

export interface Cart {
  lines: readonly CartLine[];
  /** How many pieces. */
  items: number;
  add(sku: string, quantity: number): void;
  /** 0 takes the product out. */
  setQuantity(sku: string, quantity: number): void;
  clear(): void;
}

/** The cart of this browser, shared by its tabs. */
export function useCart(): Cart {
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(storageKey) ?? "[]");
  const lines = readLines(text);

  const setQuantity = useCallback((sku: string, quantity: number) => {
    const now = readLines(localStorage.getItem(storageKey) ?? "[]");
    const isNew = now.every((line) => line.sku !== sku);
    const changed = (isNew ? [...now, { sku, quantity }] : now).map((line) =>
      line.sku === sku ? { sku, quantity: Math.min(quantity, mostOfOne) } : line,
    );
    write(changed.filter((line) => line.quantity > 0));
  }, []);

  return {
    lines,
    items: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    add: (sku, quantity) =>
      setQuantity(sku, quantity + (lines.find((line) => line.sku === sku)?.quantity ?? 0)),
    setQuantity,
    clear: useCallback(() => write([]), []),
  };
}

function readLines(text: string): CartLine[] {
  try {
    return JSON.parse(text) as CartLine[];
  } catch {
    return [];
  }
}

function write(lines: readonly CartLine[]): void {
  localStorage.setItem(storageKey, JSON.stringify(lines));
  // The browser tells other tabs only.
  dispatchEvent(new StorageEvent("storage", { key: storageKey }));
}

function subscribe(listener: () => void): () => void {
  addEventListener("storage", listener);

  return () => removeEventListener("storage", listener);
}
