import { useEffect, useRef } from "react";

/** A ref for an element whose coming into view, or within `margin` of it, and going out of it is told. */
export function useInView<E extends Element>(
  onChange: (isInView: boolean, element: E) => void,
  margin = "0px",
) {
  const ref = useRef<E>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => onChange(entries.at(-1)?.isIntersecting ?? false, element),
      { rootMargin: margin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [onChange, margin]);
  return ref;
}
