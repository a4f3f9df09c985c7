'use client';

import { useEffect, useRef, useState } from 'react';
import classes from './tip.module.css';

interface Shown {
  /** The element that the tip belongs to, and its place. */
  of: HTMLElement;
  at: DOMRect;
  text: string;
  left: number;
  top: number;
  above: boolean;
}

const WIDEST = 560;

/** Whether a text marked `data-tip-when="cut"` really is cut at this width. */
function isCut(element: HTMLElement): boolean {
  return [...element.children].some((part) => !part.classList.contains('sr-only') && part.scrollWidth > part.clientWidth);
}

function place(element: HTMLElement): Shown | undefined {
  const text = element.dataset.tip ?? '';
  if (text === '' || (element.dataset.tipWhen === 'cut' && !isCut(element))) return undefined;
  const box = element.getBoundingClientRect();
  // The tip stands beside the element if what is below must stay visible.
  if (element.dataset.tipSide === 'end' && box.right + text.length * 7 < window.innerWidth)
    return { of: element, at: box, text, left: box.right + 6, top: box.top + box.height / 2 - 13, above: false };
  const above = box.bottom > window.innerHeight - 80;
  const left = Math.max(8, Math.min(box.left, window.innerWidth - Math.min(WIDEST, 12 + text.length * 8) - 8));
  return { of: element, at: box, text, left, top: above ? box.top - 4 : box.bottom + 4, above };
}

/**
 * Whether the element still stands in the same place with the same tip. Rows may move under a resting pointer, and then the
 * element shows something else.
 */
function isOver({ of, at, text }: Shown): boolean {
  const now = of.getBoundingClientRect();
  return of.isConnected && of.dataset.tip === text && now.left === at.left && now.top === at.top;
}

/** How often a visible tip is checked against its element, in milliseconds. */
const LOOKED_AT = 200;

/**
 * The one tooltip of the app: it shows `data-tip` of any element. A tooltip component in each of a thousand cells would make
 * scrolling slow; one listener does not. It also puts the whole text on the clipboard when a cut one is copied.
 */
export function TipLayer() {
  const [shown, setShown] = useState<Shown>();
  const tip = useRef<HTMLDivElement>(null);

  // Scrolling and new answers move the element in the document.
  useEffect(() => {
    if (!shown) return;
    const timer = setInterval(() => !isOver(shown) && setShown(undefined), LOOKED_AT);
    return () => clearInterval(timer);
  }, [shown]);

  // The document owns the pointer, the focus and the clipboard.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let current: Element | null = null;
    /** The element whose tip is visible. */
    let owner: Element | null = null;
    const show = (event: Event, delay: number) => {
      const target = event.target instanceof Element ? event.target : null;
      const element = target?.closest<HTMLElement>('[data-tip]') ?? null;
      if (element === current) return;
      current = element;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          owner = element;
          setShown(element?.isConnected ? place(element) : undefined);
        },
        element ? delay : 120,
      );
    };
    const hide = () => {
      current = null;
      clearTimeout(timer);
      setShown(undefined);
    };
    /** The pointer may rest on the tip. The tip lets clicks through, so only its position tells whether the pointer is on it. */
    const isOnTip = ({ clientX: x, clientY: y }: PointerEvent) => {
      const box = tip.current?.getBoundingClientRect();
      return box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    };
    const over = (event: PointerEvent) => {
      if (!isOnTip(event)) return show(event, 350);
      // On its way to the tip, the pointer may have crossed another element with a tip.
      clearTimeout(timer);
      current = owner;
    };
    const move = (event: PointerEvent) => tip.current && over(event);
    // A press hides the tip, because the person has read it. It stays hidden until the pointer has left the element.
    const press = () => {
      const pressed = current;
      hide();
      current = pressed;
    };
    const focus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) show(event, 0);
    };
    const key = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    const copy = (event: ClipboardEvent) => {
      const node = window.getSelection()?.rangeCount ? window.getSelection()?.getRangeAt(0).commonAncestorContainer : undefined;
      const element = (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>('[data-copy]');
      const chosen = window.getSelection()?.toString().replaceAll('\n', '');
      if (!element || (chosen !== element.textContent && chosen !== element.dataset.tip)) return;
      event.clipboardData?.setData('text/plain', element.dataset.copy ?? '');
      event.preventDefault();
    };
    document.addEventListener('pointerover', over);
    document.addEventListener('focusin', focus);
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', key);
    document.addEventListener('pointermove', move);
    document.addEventListener('pointerdown', press);
    document.addEventListener('scroll', hide, true);
    document.addEventListener('copy', copy);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', over);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('keydown', key);
      document.removeEventListener('pointermove', move);
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('scroll', hide, true);
      document.removeEventListener('copy', copy);
    };
  }, []);

  if (!shown) return null;
  return (
    <div
      ref={tip}
      role="tooltip"
      className={classes.tip}
      data-above={shown.above}
      style={{ left: shown.left, top: shown.top, maxWidth: WIDEST }}
    >
      {shown.text}
    </div>
  );
}
