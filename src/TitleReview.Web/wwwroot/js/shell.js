// What every page needs and CSS cannot do: one click is one act, dangerous acts ask once, long texts count.
// Everything hangs on the document, so it survives enhanced navigation.

const held = new Set();

function release() {
  for (const button of held) { button.disabled = false; button.removeAttribute('aria-busy'); }
  held.clear();
}

document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented && !form.hasAttribute('data-enhance')) return;
  const button = event.submitter;
  if (!button || button.hasAttribute('data-keep')) return;
  // Only afterwards: a disabled button's name and value would not be sent.
  setTimeout(() => { button.disabled = true; button.setAttribute('aria-busy', 'true'); held.add(button); });
  setTimeout(release, 15000);
});
addEventListener('pageshow', release);

function ask(sentence, verb) {
  const dialog = document.createElement('dialog');
  const text = document.createElement('p');
  const row = document.createElement('p');
  const yes = document.createElement('button');
  const no = document.createElement('button');
  text.id = 'ask-sentence';
  text.textContent = sentence;
  yes.textContent = verb;
  yes.className = 'button primary';
  no.textContent = '先不办';
  no.className = 'button';
  row.className = 'actions';
  row.append(yes, no);
  dialog.className = 'ask';
  dialog.setAttribute('aria-labelledby', text.id);
  dialog.append(text, row);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(answer => {
    yes.addEventListener('click', () => { answer(true); dialog.close(); });
    no.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => { answer(false); dialog.remove(); });
  });
}

addEventListener('click', async event => {
  const button = event.target instanceof Element && event.target.closest('button[data-confirm]');
  if (!button || button.dataset.confirmed) { if (button) delete button.dataset.confirmed; return; }
  // Nothing is ticked: nothing to ask about, the answer says what to tick.
  if (button.dataset.needs && !button.form?.querySelector(`input[name="${CSS.escape(button.dataset.needs)}"]:checked`)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (button.form && !button.formNoValidate && !button.form.reportValidity()) return;
  if (!await ask(button.dataset.confirm, button.textContent.trim())) { button.focus(); return; }
  button.dataset.confirmed = 'yes';
  button.click();
}, true);

document.addEventListener('input', event => {
  const counter = document.querySelector(`[data-counts="${CSS.escape(event.target.id || '')}"]`);
  if (counter) counter.textContent = `已写 ${event.target.value.length} / ${counter.dataset.limit} 字`;
});

// One tick for the whole page of a list; the rows' own ticks belong to the form by its id.
document.addEventListener('change', event => {
  const all = event.target.dataset?.ticks;
  if (all) for (const box of document.querySelectorAll(`input[type=checkbox][form="${CSS.escape(all)}"]`)) box.checked = event.target.checked;
});

// Work the system does by itself: the bar moves; when the work comes to another state, the page is read again.
class BulkProgress extends HTMLElement {
  connectedCallback() { this.timer = setInterval(() => this.ask(), 2000); }
  disconnectedCallback() { clearInterval(this.timer); }

  async ask() {
    if (document.hidden) return;
    const answer = await fetch(this.dataset.url).catch(() => null);
    if (!answer?.ok) return;
    const { handled, due, state, sentence } = await answer.json();
    if (state !== this.dataset.state) { clearInterval(this.timer); location.reload(); return; }
    this.querySelector('p').textContent = sentence;
    const bar = this.querySelector('progress');
    bar.max = due;
    bar.value = handled;
  }
}

customElements.define('bulk-progress', BulkProgress);

// A part of a page that others change: read anew every few seconds, replaced only when its words differ, never under somebody's hands.
const words = part => part.textContent.replace(/\s+/g, ' ').trim();

// The live parts of one page ask at the same moment: one answer serves them all.
let asked = { at: -Infinity };
function freshPage() {
  if (asked.href !== location.href || performance.now() - asked.at > 1000) {
    const page = fetch(location.href).then(async answer => answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null).catch(() => null);
    asked = { href: location.href, at: performance.now(), page };
  }
  return asked.page;
}

class LivePart extends HTMLElement {
  connectedCallback() { if (!this.hasAttribute('data-still')) this.timer = setInterval(() => this.ask(), 1000 * this.dataset.every); }
  disconnectedCallback() { clearInterval(this.timer); }

  async ask() {
    if (document.hidden || this.contains(document.activeElement) || this.querySelector('details[open]')) return;
    const page = await freshPage();
    if (!page || !this.isConnected) return;
    const fresh = page.getElementById(this.id);
    if (!fresh) { clearInterval(this.timer); location.reload(); return; }
    if (!this.contains(document.activeElement) && words(fresh) !== words(this)) this.replaceChildren(...fresh.childNodes);
  }
}

customElements.define('live-part', LivePart);

function arrive() {
  document.querySelector('[data-takes-focus]')?.focus();
}
arrive();

let path = location.pathname;
globalThis.Blazor?.addEventListener('enhancedload', () => {
  release();
  document.querySelector('#mainnav:popover-open')?.hidePopover();
  if (document.querySelector('[data-takes-focus]')) arrive();
  else if (path !== location.pathname) document.getElementById('main')?.focus({ preventScroll: true });
  path = location.pathname;
});
