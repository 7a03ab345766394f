// Stands first in every page under test: keeps what goes wrong, also before a driver can look.
(() => {
  const faults = [];
  window.faults = faults;
  const words = (value) => (value instanceof Error ? `${value.message} ${value.stack}` : String(value));
  const { error } = console;
  console.error = (...args) => {
    faults.push(`console: ${args.map(words).join(' ')}`);
    error.apply(console, args);
  };
  const missed = (event) => {
    const { target } = event;
    // Firefox calls a preload failed whose module the page has already; nothing is missing then.
    if (target instanceof HTMLLinkElement && target.rel === 'modulepreload') return;
    faults.push(`error: ${event.message ?? `could not load ${target.src ?? target.href}`}`);
  };
  addEventListener('error', missed, true);
  addEventListener('unhandledrejection', (event) => faults.push(`rejection: ${words(event.reason)}`));
  addEventListener('securitypolicyviolation', (event) => faults.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
})();
