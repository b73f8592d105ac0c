import { useEffect, useRef } from "react";

/** A ref for an element whose height, as it changes, stands in a CSS variable of the page: `--feed-bar: 60px`. */
export function useHeightVariable<E extends HTMLElement>(variable: `--${string}`) {
  const ref = useRef<E>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const root = document.documentElement;
    const observer = new ResizeObserver(() => root.style.setProperty(variable, `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.style.removeProperty(variable);
    };
  }, [variable]);
  return ref;
}
