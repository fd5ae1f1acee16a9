// Saves a filing field by field as it is typed. What could not be sent stays here and is tried again until it is saved;
// leaving the page meanwhile asks first. Everything hangs on the document, so it survives enhanced navigation.

const PAUSE = 800, RETRY = 3000;
const waiting = new Map();       // key → { url, token, body, element }
const timers = new Map();
let sending = null;

const home = element => element.closest('[data-draft]');
const page = () => document.querySelector('[data-draft-url]');
const keyOf = d => `${d.module}/${d.row || ''}/${d.field}`;

function take(element) {
  const place = home(element), root = page();
  if (!place || !root) return;
  const value = element.value;
  waiting.set(keyOf(place.dataset), { url: root.dataset.draftUrl, token: root.dataset.draftToken, place: place.dataset, value });
  say('正在保存…');
  void flush();
}

function flush() {
  sending ??= drain().finally(() => { sending = null; if (waiting.size && !timers.has('retry')) void flush(); });
  return sending;
}

async function drain() {
  while (waiting.size) {
    const [key, item] = waiting.entries().next().value;
    let response;
    try {
      response = await fetch(item.url, {
        method: 'POST', redirect: 'manual',
        headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': item.token },
        body: JSON.stringify({ module: item.place.module, row: item.place.row || null, field: item.place.field, value: item.value }),
      });
    } catch { response = null; }
    if (!response || response.status >= 500 || response.status === 429) {
      say('连接断了，正在重试。填的内容还在这一页，请不要关闭。', true);
      await pause(RETRY);
      continue;
    }
    if (response.type === 'opaqueredirect' || response.status === 401) {
      say('登录已失效，最近的修改没有保存。请在新窗口登录后，回到这里继续填。', true);
      await pause(RETRY);
      continue;
    }
    // A newer value of the same field may have come while this one was on its way.
    if (waiting.get(key) === item) waiting.delete(key);
    const answer = await response.json().catch(() => ({}));
    if (response.ok) { mark(item.place, null); if (!waiting.size) say(`已于 ${answer.savedAt} 保存`); }
    else { mark(item.place, answer.sentence || '这一栏没有保存，请刷新页面后再填。'); say('有一处没有保存，请看标红的栏目。', true); }
  }
}

const pause = ms => new Promise(done => setTimeout(done, ms));

function say(sentence, bad = false) {
  const status = document.getElementById('draft-status');
  if (!status) return;
  status.textContent = sentence;
  status.classList.toggle('bad', bad);
}

function mark(place, sentence) {
  const box = document.querySelector(`[data-draft][data-module="${place.module}"][data-row="${place.row || ''}"][data-field="${place.field}"]`);
  if (!box) return;
  const frame = box.querySelector('.field'), control = box.querySelector('input, select, textarea');
  frame.classList.toggle('wrong', !!sentence);
  box.querySelector('.field-error')?.remove();
  if (!sentence) { control.removeAttribute('aria-invalid'); return; }
  const error = document.createElement('p');
  error.className = 'field-error';
  error.id = `${control.id}-error`;
  error.textContent = sentence;
  frame.append(error);
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', `${error.id} ${control.getAttribute('aria-describedby') || ''}`.trim());
}

document.addEventListener('input', event => {
  const place = home(event.target);
  if (!place) return;
  clearTimeout(timers.get(event.target));
  timers.set(event.target, setTimeout(() => { timers.delete(event.target); take(event.target); }, PAUSE));
});
document.addEventListener('change', event => {
  if (!home(event.target)) return;
  clearTimeout(timers.get(event.target));
  timers.delete(event.target);
  take(event.target);
});

// A button that redraws the page waits until what was typed is saved.
document.addEventListener('submit', event => {
  if (!event.target.hasAttribute('data-after-draft')) return;
  for (const [element, timer] of timers) { clearTimeout(timer); timers.delete(element); take(element); }
  if (!waiting.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { target, submitter } = event;
  flush().then(() => target.requestSubmit(submitter));
}, true);

addEventListener('beforeunload', event => { if (waiting.size || timers.size) event.preventDefault(); });
