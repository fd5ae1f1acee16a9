// Uploads over HTTP, never over the circuit: one request a file, its bytes as the body. Without this script the form posts as usual.
class UploadBox extends HTMLElement {
  connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    this.queue = Promise.resolve();
    this.classList.add('live');
    this.addEventListener('change', event => { if (event.target.type === 'file') this.take(event.target.files, event.target); });
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
    const retry = row.querySelector('.upload-retry');
    retry.addEventListener('click', () => this.enqueue(file, row));
    this.enqueue(file, row);
  }

  enqueue(file, row) {
    row.querySelector('.upload-retry').hidden = true;
    row.classList.remove('failed');
    const most = Number(this.dataset.maxBytes);
    if (most && file.size > most) return this.fail(file, row, `文件超过 ${Math.floor(most / 1048576)} MB，请压缩后再传。`, false);
    this.state(row, '等待上传');
    this.queue = this.queue.then(() => this.send(file, row));
  }

  send(file, row) {
    return new Promise(done => {
      const bar = row.querySelector('progress');
      const request = new XMLHttpRequest();
      request.open(this.dataset.method || 'POST', this.dataset.url);
      request.setRequestHeader('X-XSRF-TOKEN', this.dataset.token || '');
      request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
      request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
      bar.hidden = false;
      this.state(row, '正在上传');
      request.upload.onprogress = event => {
        if (!event.lengthComputable) return;
        bar.value = Math.round(event.loaded * 100 / event.total);
        this.state(row, event.loaded === event.total ? '已传完，正在检查' : `正在上传 ${bar.value}%`);
      };
      request.onloadend = () => {
        if (request.status >= 200 && request.status < 300) this.succeed(file, row, read(request.responseText));
        else this.fail(file, row, why(request), mayRetry(request.status));
        done();
      };
      request.send(file);
    });
  }

  succeed(file, row, answer) {
    row.querySelector('progress').hidden = true;
    row.classList.add('done');
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

  fail(file, row, sentence, again) {
    row.querySelector('progress').hidden = true;
    row.classList.add('failed');
    row.querySelector('.upload-retry').hidden = !again;
    this.state(row, sentence);
    this.say(`${file.name} 没有传上去：${sentence}`);
  }

  state(row, sentence) { row.querySelector('.upload-state').textContent = sentence; }
  say(sentence) { this.querySelector('.upload-live').textContent = sentence; }
}

function read(text) {
  try { return JSON.parse(text); } catch { return {}; }
}

// A file that was judged (4xx) is judged the same the second time.
function mayRetry(status) {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

function why(request) {
  if (request.status === 0) return '网络断了。网络恢复后点“重试”。';
  const sentence = read(request.responseText).sentence;
  if (sentence) return sentence;
  if (request.status === 413) return '文件太大，请压缩后再传。';
  if (request.status === 429) return `传得太快，请 ${request.getResponseHeader('Retry-After') || 60} 秒后点“重试”。`;
  if (request.status === 401 || request.status === 403) return '登录已过期，请刷新页面重新登录。';
  if (request.status === 400) return '页面放得太久了，请刷新后再传。';
  return '服务器没有收下，请点“重试”；仍不行请告诉管理员。';
}

// An island imports this file by its plain name, the page by its fingerprinted one: two modules, one element.
if (!customElements.get('upload-box')) customElements.define('upload-box', UploadBox);

export function register(box, dotnet) { box.register(dotnet); }
