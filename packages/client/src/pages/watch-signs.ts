/** Moving the pointer, scrolling and so on. Not `scroll` of elements, because carousels and logs scroll by themselves. */
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove", "scroll"];

/** Calls the listener for every sign that a person is at the page. Returns a function that stops. */
export function watchSigns(listener: () => void): () => void {
  for (const type of SIGNS) addEventListener(type, listener, { passive: true });

  return () => {
    for (const type of SIGNS) removeEventListener(type, listener);
  };
}
