// Judging item by item: one click or one key saves one item, the page stays where it is. Without this the same buttons post the form.
// Everything hangs on the document, so it survives enhanced navigation.

const root = () => document.querySelector('[data-judging]');
const bars = () => [...document.querySelectorAll('.judge[data-judge]')];
const barOf = key => bars().find(bar => bar.dataset.judge === key);
let here = null, busy = false;

document.addEventListener('submit', event => {
  const button = event.submitter;
  if (button?.name !== 'Judge' || !root()) return;
  // Before the shell holds the button, and instead of the whole form.
  event.preventDefault();
  event.stopImmediatePropagation();
  const at = button.value.indexOf(':'), verdict = button.value.slice(0, at), subject = button.value.slice(at + 1);
  if (verdict === 'rest') void rest(button);
  else void judge(barOf(subject), verdict);
}, true);

async function judge(bar, verdict) {
  if (!bar) return;
  const own = bar.querySelector('textarea'), keep = bar.querySelector('.judge-keep input');
  if (await send([answer(bar, verdict, own?.value, keep?.checked)], bar)) {
    if (keep) keep.checked = false;
    const fail = bar.querySelector('.judge-fail');
    if (fail) fail.open = false;
    go(next(bar));
  }
}

async function rest(button) {
  const section = button.closest('section');
  const left = [...section.querySelectorAll('.judge[data-judge]')].filter(bar => !bar.dataset.verdict);
  if (left.length && await send(left.map(bar => answer(bar, 'Passed')), left[0])) go(next(left[left.length - 1]));
}

const answer = (bar, verdict, sentence, keep) => ({ item: bar.dataset.judge, verdict, sentence: verdict === 'Failed' ? sentence : null, keep: !!keep && verdict === 'Failed', seen: Number(bar.dataset.seen || 0) });

async function send(answers, bar) {
  if (busy) return false;
  busy = true;
  bar.setAttribute('aria-busy', 'true');
  try {
    const token = document.querySelector('form input[name=__RequestVerificationToken]')?.value;
    const response = await fetch(root().dataset.judging, {
      method: 'POST', redirect: 'manual', headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token }, body: JSON.stringify({ answers }),
    });
    if (response.type === 'opaqueredirect' || response.status === 401) return signInAgain(bar);
    const told = await response.json().catch(() => ({}));
    if (!response.ok) return wrong(bar, told.sentence || '没有存下，请再判一次。');
    take(told);
    return true;
  } catch {
    return wrong(bar, '连接断了，没有存下。连上之后请再判一次。');
  } finally {
    busy = false;
    bar.removeAttribute('aria-busy');
  }
}

function signInAgain(bar) {
  wrong(bar, '登录已失效，没有存下。');
  const link = document.createElement('a');
  [link.href, link.target, link.textContent] = ['/sign-in', '_blank', '在新窗口登录'];
  bar.querySelector('.judge-error').append(link, '，回到这里再判。');
  return false;
}

function wrong(bar, sentence) {
  const error = bar.querySelector('.judge-error');
  error.textContent = sentence;
  error.hidden = false;
  // Not behind the decision that sticks to the bottom of the window.
  error.scrollIntoView({ block: 'center' });
  return false;
}

function take(told) {
  for (const item of told.items) {
    const bar = barOf(item.key);
    if (!bar) continue;
    bar.dataset.seen = item.seen;
    bar.dataset.verdict = item.verdict;
    for (const css of ['done', 'returned', 'quiet']) bar.classList.toggle(css, item.css === css);
    bar.querySelector('.judge-word').textContent = item.word;
    bar.querySelector('.judge-who').textContent = item.who;
    bar.querySelector('.judge-error').hidden = true;
    const seen = bar.querySelector('input[type=hidden]');
    if (seen) seen.value = item.seen;
    const sentence = bar.querySelector('.judge-sentence');
    sentence.textContent = item.sentence || '';
    sentence.hidden = !item.sentence;
    for (const button of bar.querySelectorAll('button[aria-pressed]')) button.setAttribute('aria-pressed', String(button.value.startsWith(`${item.verdict}:`)));
    for (const link of document.querySelectorAll('[data-left]')) if (link.dataset.left === item.key) link.hidden = true;
    if (!item.untold) bar.querySelector('.badge.untold')?.remove();
    else if (!bar.querySelector('.badge.untold')) {
      const badge = document.createElement('span');
      badge.className = 'badge returned untold';
      badge.textContent = '首次未告知';
      bar.querySelector('.judge-state').append(badge);
    }
  }
  const done = told.total - told.left;
  document.getElementById('judge-progress').textContent = `已判 ${done} / ${told.total} 处，不合格 ${told.failed} 处`;
  document.getElementById('judge-bar').value = done;
  const count = document.getElementById('judge-count');
  if (count) count.textContent = `已判 ${done} / ${told.total} 处`;
  const failed = document.getElementById('judge-failed');
  // One is asked whether to pass it only while something has not been looked at, whether to return it only when it can be returned.
  asks('judge-pass', told.left > 0);
  asks('judge-failed', told.left === 0 && told.failed > 0);
  if (failed) failed.textContent = told.failed ? `（${told.failed} 处）` : '';
  for (const button of document.querySelectorAll('button[name=Judge][value^="rest:"]')) {
    const left = [...button.closest('section').querySelectorAll('.judge[data-judge]')].filter(bar => !bar.dataset.verdict).length;
    button.hidden = left === 0;
    const count = button.closest('section').querySelector('[data-left-in]');
    if (count) count.textContent = left ? `还有 ${left} 处没有判` : '都判过了';
  }
}

function asks(id, first) {
  const words = document.getElementById(id), button = words?.closest('button[name=Decision]');
  if (!button) return;
  if (first) button.dataset.confirm = words.dataset.asks;
  else delete button.dataset.confirm;
}

// The item one works at: marked, in view, its scan beside it.
function go(bar) {
  if (!bar) return;
  bar.focus({ preventScroll: true });
  // Between the top of the window and the decision that sticks to its bottom.
  bar.scrollIntoView({ block: 'center' });
}

function next(bar) {
  const all = bars(), at = all.indexOf(bar);
  return all.slice(at + 1).find(b => !b.dataset.verdict) ?? all.find(b => !b.dataset.verdict) ?? null;
}

document.addEventListener('focusin', event => {
  const bar = event.target.closest?.('.judge[data-judge]');
  if (!bar || bar === here) return;
  here?.classList.remove('at');
  here = bar;
  bar.classList.add('at');
  const scan = Number(bar.dataset.scan || 0);
  if (scan > 0) bar.closest('section')?.querySelector('scan-viewer')?.show(scan - 1);
});

document.addEventListener('change', event => {
  if (!event.target.matches?.('[data-offers]') || !event.target.value) return;
  const text = event.target.closest('.judge').querySelector('textarea');
  text.value = event.target.value;
  text.focus();
});

document.addEventListener('keydown', event => {
  if (!root() || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, textarea, select, dialog')) return;
  const key = event.key.toLowerCase();
  const step = { j: 1, k: -1 }[key];
  if (step) {
    const all = bars(), at = all.indexOf(here);
    event.preventDefault();
    go(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))]);
    return;
  }
  if (key === 'n') { document.querySelector('a[rel=next]')?.click(); return; }
  if (!here?.isConnected) return;
  if (key === '1' || key === '3') { event.preventDefault(); void judge(here, key === '1' ? 'Passed' : 'NotApplicable'); }
  if (key === '2') {
    event.preventDefault();
    const fail = here.querySelector('.judge-fail');
    if (fail) { fail.open = true; here.querySelector('textarea').focus({ preventScroll: true }); here.scrollIntoView({ block: 'center' }); }
  }
});
