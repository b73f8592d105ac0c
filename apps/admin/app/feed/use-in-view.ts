import { useEffect, useRef } from "react";

/** A ref whose element reports when it comes within `margin` of the viewport and when it leaves. */
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
