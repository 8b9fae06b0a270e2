// Shows by itself that a file was checked. Without this script the page has a link that looks again.
(() => {
  "use strict";

  const PAUSE_MS = 2000;
  const MOST_LOOKS = 90; // three minutes; a page left open does not keep its session alive for ever
  const waiting = () => document.querySelectorAll('[data-file][data-state="received"], [data-file][data-state="checked"]');
  const status = document.querySelector("[data-checks]");

  const renew = (there) => {
    for (const row of waiting()) {
      const fresh = there.getElementById(row.id);
      if (!fresh || fresh.dataset.state === row.dataset.state) continue;
      const hadFocus = row.contains(document.activeElement);
      row.replaceWith(fresh);
      if (hadFocus) fresh.querySelector("button, a")?.focus();
      status.textContent = fresh.dataset.file;
    }
  };

  const look = async (left) => {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok) renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
    later(left - 1);
  };

  const later = (left) => {
    if (waiting().length > 0 && left > 0) setTimeout(look, PAUSE_MS, left);
    else if (waiting().length === 0) document.querySelector("[data-look-again]")?.remove();
  };

  if (status) later(MOST_LOOKS);
})();
