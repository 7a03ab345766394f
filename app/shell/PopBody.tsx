/** What a `Pop` opens: placed beside its button, inside the screen, closed by Escape or a click elsewhere, focus handled. */
import { Popover } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import { usePortal } from './usePortal';

interface Props {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly name: string;
  readonly align: 'start' | 'center' | 'end';
  readonly className?: string;
  readonly children: ReactNode;
}

export default function PopBody({ anchor, open, setOpen, name, align, className, children }: Props) {
  const portal = usePortal();
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <Popover.Portal container={portal}>
        <Popover.Content
          className={className}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          aria-label={name}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus({ preventScroll: true });
          }}
          onInteractOutside={(event) => {
            // The button itself toggles; closing here as well would open it again.
            if (anchor.current?.contains(event.target as Node)) event.preventDefault();
          }}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
