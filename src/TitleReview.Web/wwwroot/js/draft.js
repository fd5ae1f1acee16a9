// Saves a filing field by field as it is typed. What could not be sent stays here and is tried again until it is saved;
// leaving the page meanwhile asks first. Everything hangs on the document, so it survives enhanced navigation.

const PAUSE = 800, RETRY = 3000, TRIES = 5;
const waiting = new Map();       // key → { url, token, body, element }
const timers = new Map();
let sending = null;

const home = element => element.closest('[data-draft]');
const page = () => document.querySelector('[data-draft-url]');
const keyOf = d => `${d.module}/${d.row || ''}/${d.field}`;

// What belongs to the element is noted when it is typed into: by the time it is sent the page may have moved on.
const noted = element => {
  const place = home(element), root = page();
  return place && root ? { url: root.dataset.draftUrl, token: root.dataset.draftToken, place: { ...place.dataset }, element } : null;
};

function take(note) {
  if (!note) return;
  waiting.set(keyOf(note.place), { ...note, value: note.element.value, failures: 0 });
  say('正在保存…');
  void flush();
}

function flush() {
  sending ??= drain().finally(() => { sending = null; if (waiting.size) void flush(); });
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
    if (response?.status >= 500 && ++item.failures >= TRIES) {
      // The server will not take this one: say so at the field and let the others go on.
      if (waiting.get(key) === item) waiting.delete(key);
      mark(item.place, '这一栏服务器没有收下。内容还在这里，请改一改再试；仍不行请告诉管理员。');
      say('有一处没有保存，请看标红的栏目。', true);
      continue;
    }
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
    if (response.status === 400 && !item.renewed) {
      // The form token is of another sign-in: this page, asked for again, has a new one.
      item.renewed = true;
      const token = await newToken();
      if (token) { for (const other of waiting.values()) other.token = token; continue; }
    }
    // A newer value of the same field may have come while this one was on its way.
    if (waiting.get(key) === item) waiting.delete(key);
    const answer = await response.json().catch(() => ({}));
    if (response.ok) { mark(item.place, null); if (!waiting.size) say(`已于 ${answer.savedAt} 保存`); }
    else { mark(item.place, answer.sentence || '这一栏没有保存，内容还在这里，请改短一些或换个写法。'); say('有一处没有保存，请看标红的栏目。', true); }
  }
}

async function newToken() {
  try {
    const answer = await fetch(location.href, { redirect: 'manual' });
    const root = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-draft-url]');
    if (root && page()) page().dataset.draftToken = root.dataset.draftToken;
    return root?.dataset.draftToken;
  } catch { return null; }
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
  const note = noted(event.target);
  if (!note) return;
  clearTimeout(timers.get(event.target)?.timer);
  timers.set(event.target, { note, timer: setTimeout(() => { timers.delete(event.target); take(note); }, PAUSE) });
});
document.addEventListener('change', event => {
  const note = noted(event.target);
  if (!note) return;
  clearTimeout(timers.get(event.target)?.timer);
  timers.delete(event.target);
  take(note);
});

// A button that redraws the page waits until what was typed is saved.
document.addEventListener('submit', event => {
  if (!event.target.hasAttribute('data-after-draft')) return;
  for (const [element, { note, timer }] of timers) { clearTimeout(timer); timers.delete(element); take(note); }
  if (!waiting.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { target, submitter } = event;
  flush().then(() => target.requestSubmit(submitter));
}, true);

addEventListener('beforeunload', event => { if (waiting.size || timers.size) event.preventDefault(); });
