// Uploads over HTTP, never over the circuit. A small file is one request, its bytes as the body; a larger one goes in parts,
// and what has arrived stays: after a lost line it goes on by itself, after a closed page once the same file is chosen again.
// Without this script the form posts as usual.

const TRIES = 5, WAIT = 2000;
const pause = ms => new Promise(done => setTimeout(done, ms));
let queue = Promise.resolve(), atWork = 0, pointed = null;

class UploadBox extends HTMLElement {
  connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    this.files = [];
    this.classList.add('live');
    this.addEventListener('change', event => { if (event.target.type === 'file') this.take(event.target.files, event.target); });
    this.addEventListener('pointerenter', () => { pointed = this; });
    for (const kind of ['dragenter', 'dragover']) this.addEventListener(kind, event => { event.preventDefault(); this.classList.add('over'); });
    for (const kind of ['dragleave', 'drop']) this.addEventListener(kind, () => this.classList.remove('over'));
    this.addEventListener('drop', event => { event.preventDefault(); this.take(event.dataTransfer.files); });
  }

  // An island may register itself; its [JSInvokable] Uploaded then hears of every file that arrived.
  register(dotnet) { this.dotnet = dotnet; }

  take(files, input) {
    for (const file of [...files]) this.add(file);
    if (input) input.value = '';
  }

  add(file) {
    const row = this.querySelector('template').content.firstElementChild.cloneNode(true);
    row.querySelector('.upload-name').textContent = file.name;
    row.querySelector('progress').setAttribute('aria-label', `${file.name} 的上传进度`);
    this.querySelector('.upload-list').append(row);
    const item = { file, row, sent: 0, done: false };
    this.files.push(item);
    row.querySelector('.upload-retry').addEventListener('click', () => this.enqueue(item));
    this.enqueue(item);
  }

  enqueue(item) {
    item.row.querySelector('.upload-retry').hidden = true;
    item.row.classList.remove('failed');
    item.done = false;
    const most = Number(this.dataset.maxBytes);
    if (most && item.file.size > most) return this.fail(item, `文件超过 ${Math.floor(most / 1048576)} MB，请压缩后再传。`, false);
    this.state(item.row, '等待上传');
    atWork++;
    queue = queue.then(() => this.send(item)).catch(() => this.fail(item, '没有传上去，请点“重试”。', true)).finally(() => { atWork--; this.total(); });
    this.total();
  }

  async send(item) {
    const part = Number(this.dataset.partBytes);
    item.row.querySelector('progress').hidden = false;
    const answer = this.dataset.partsUrl && part && item.file.size > part ? await this.inParts(item) : await this.whole(item);
    if (answer.ok) this.succeed(item, answer.body);
    else this.fail(item, answer.sentence, answer.again);
  }

  // The line may come and go: each request is tried several times before the person is asked.
  async tried(item, make) {
    for (let time = 1; ; time++) {
      const request = await make();
      if (!mayRetry(request.status) || time === TRIES) return request;
      this.state(item.row, request.status === 0 ? '网络断了，恢复后自动接着传' : '服务器忙，稍后自动再传');
      const wait = Number(request.getResponseHeader?.('Retry-After')) * 1000 || WAIT * time;
      await (request.status === 0 && !navigator.onLine ? online(wait * 5) : pause(Math.min(wait, 60000)));
    }
  }

  async whole(item) {
    return judged(await this.tried(item, () => this.request(item, this.dataset.method || 'POST', this.dataset.url, item.file, {
      'X-File-Name': encodeURIComponent(item.file.name), 'Content-Type': item.file.type || 'application/octet-stream',
    }, 0)));
  }

  async inParts(item) {
    this.state(item.row, '正在核对文件');
    const { file } = item;
    const begun = await this.tried(item, async () => this.request(item, 'POST', this.dataset.partsUrl, JSON.stringify({
      slot: this.dataset.slot, row: this.dataset.row || null, fileName: file.name, bytes: file.size, sha256: await digest(file),
    }), { 'Content-Type': 'application/json' }, null));
    if (begun.status !== 200) return judged(begun);

    const { id, parts, partBytes, received } = read(begun.responseText);
    const there = new Set(received);
    if (there.size) this.say(`${file.name} 接着上次的传。`);
    for (let no = 1; no <= parts; no++) {
      const from = (no - 1) * partBytes;
      if (!there.has(no)) {
        const piece = file.slice(from, from + partBytes);
        const mark = await digest(piece);
        let request;
        for (let time = 1; time <= 3; time++) {
          request = await this.tried(item, () => this.request(item, 'PUT', `/uploads/${id}/parts/${no}`, piece, mark ? { 'X-Part-Sha256': mark } : {}, from));
          if (request.status !== 409) break;
        }
        if (request.status !== 204) return judged(request);
      }
      this.moved(item, Math.min(from + partBytes, file.size));
    }
    this.state(item.row, '已传完，正在检查');
    return judged(await this.tried(item, () => this.request(item, 'POST', `/uploads/${id}/finish`, null, {}, null)));
  }

  // from: how much of the file was there before this request; null when the request carries none of it.
  request(item, method, url, body, headers, from) {
    return new Promise(done => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      request.setRequestHeader('X-XSRF-TOKEN', this.dataset.token || '');
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      if (from !== null) request.upload.onprogress = event => { if (event.lengthComputable) this.moved(item, from + event.loaded); };
      request.onloadend = () => done(request);
      request.send(body);
    });
  }

  moved(item, sent) {
    item.sent = Math.min(sent, item.file.size);
    const percent = Math.floor(item.sent * 100 / item.file.size);
    item.row.querySelector('progress').value = percent;
    this.state(item.row, item.sent >= item.file.size ? '已传完，正在检查' : `正在上传 ${percent}%`);
    this.total();
  }

  succeed(item, answer) {
    const { row, file } = item;
    item.sent = file.size;
    item.done = true;
    row.querySelector('progress').hidden = true;
    row.classList.add('done');
    row.classList.toggle('warned', Boolean(answer.warned));
    this.state(row, answer.sentence || '已上传');
    if (answer.fileName) row.querySelector('.upload-name').textContent = answer.fileName;
    if (answer.thumbnailUrl) {
      const image = row.querySelector('img');
      image.src = answer.thumbnailUrl;
      image.hidden = false;
    }
    this.say(`${file.name} 已上传。`);
    this.dispatchEvent(new CustomEvent('uploaded', { bubbles: true, detail: answer }));
    this.dotnet?.invokeMethodAsync('Uploaded', answer);
  }

  fail(item, sentence, again) {
    item.done = true;
    item.row.querySelector('progress').hidden = true;
    item.row.classList.add('failed');
    item.row.querySelector('.upload-retry').hidden = !again;
    this.state(item.row, sentence);
    this.say(`${item.file.name} 没有传上去：${sentence}`);
  }

  // Several files: one line for all of them.
  total() {
    const line = this.querySelector('.upload-total');
    if (!line || this.files.length < 2) return;
    const all = this.files.reduce((sum, f) => sum + f.file.size, 0), sent = this.files.reduce((sum, f) => sum + f.sent, 0);
    const left = this.files.filter(f => !f.done).length;
    line.hidden = false;
    line.querySelector('progress').value = all ? Math.floor(sent * 100 / all) : 100;
    line.querySelector('span').textContent = left ? `共 ${this.files.length} 个，还有 ${left} 个，已传 ${Math.floor(sent * 100 / (all || 1))}%` : `${this.files.length} 个都处理完了`;
  }

  state(row, sentence) { row.querySelector('.upload-state').textContent = sentence; }
  say(sentence) { this.querySelector('.upload-live').textContent = sentence; }
}

// Only in a secure context; the server reckons the digest itself in any case.
async function digest(blob) {
  if (!globalThis.crypto?.subtle) return null;
  const bytes = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(bytes)].map(b => b.toString(16).padStart(2, '0')).join('');
}

const online = most => Promise.race([pause(most), new Promise(done => addEventListener('online', done, { once: true }))]);

// Only an answer that names what was stored is a success: a page of any other kind is none.
const judged = request => request.status >= 200 && request.status < 300 && read(request.responseText).id
  ? { ok: true, body: read(request.responseText) }
  : { ok: false, sentence: why(request), again: mayRetry(request.status) || request.status === 409 };

function read(text) {
  try { return JSON.parse(text); } catch { return {}; }
}

// A file that was judged (4xx) is judged the same the second time.
function mayRetry(status) {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

function why(request) {
  if (request.status === 0) return '网络断了。网络恢复后点“重试”，从断的地方接着传。';
  const sentence = read(request.responseText).sentence;
  if (sentence) return sentence;
  if (request.status === 413) return '文件太大，请压缩后再传。';
  if (request.status === 429) return `传得太快，请 ${request.getResponseHeader('Retry-After') || 60} 秒后点“重试”。`;
  if (request.status < 300 || request.status === 401 || request.status === 403) return '登录已过期，请刷新页面重新登录。';
  if (request.status === 400) return '页面放得太久了，请刷新后再传。';
  return '服务器没有收下，请点“重试”；仍不行请告诉管理员。';
}

// A picture from the clipboard goes to the box one is in, or points at.
document.addEventListener('paste', event => {
  const files = [...(event.clipboardData?.files ?? [])];
  const box = document.activeElement?.closest?.('upload-box') ?? (pointed?.isConnected ? pointed : null);
  if (!files.length || !box) return;
  event.preventDefault();
  box.take(files);
});

addEventListener('beforeunload', event => { if (atWork > 0) event.preventDefault(); });

// An island imports this file by its plain name, the page by its fingerprinted one: two modules, one element.
if (!customElements.get('upload-box')) customElements.define('upload-box', UploadBox);

export function register(box, dotnet) { box.register(dotnet); }
