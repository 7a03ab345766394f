/** A button that opens something beside it. What places and closes it (Radix Popover) is loaded at the first opening. */
import { type ReactNode, Suspense, useRef, useState } from 'react';
import { Boundary } from './Boundary';
import { askAgain, lazy } from './lazy';

const PopBody = lazy(() => import('./PopBody'));

export interface PopProps {
  readonly button: ReactNode;
  readonly buttonClass?: string;
  /** Spoken name of the button where its content is a picture. */
  readonly label?: string;
  readonly title?: string;
  /** Spoken name of what opens. */
  readonly name: string;
  readonly align?: 'start' | 'center' | 'end';
  readonly className?: string;
  /** What opens; `close` closes it. */
  readonly children: (close: () => void) => ReactNode;
  /** The reader comes near the button: time to fetch what will open. */
  readonly onNear?: () => void;
  readonly data?: Readonly<Record<`data-${string}`, string | undefined>>;
}

export function Pop({ button, buttonClass, label, title, name, align = 'start', className, children, onNear, data }: PopProps) {
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    anchor.current?.focus({ preventScroll: true });
  };
  const near = () => {
    PopBody.preload();
    onNear?.();
  };
  return (
    <>
      <button
        type="button"
        ref={anchor}
        className={buttonClass}
        aria-label={label}
        title={title}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={near}
        onFocus={near}
        onClick={() => {
          askAgain();
          setUsed(true);
          setOpen(!open);
        }}
        {...data}
      >
        {button}
      </button>
      {used && (
        <Boundary aside at={open}>
          <Suspense fallback={null}>
            <PopBody anchor={anchor} open={open} setOpen={setOpen} name={name} align={align} className={className}>
              {children(close)}
            </PopBody>
          </Suspense>
        </Boundary>
      )}
    </>
  );
}
