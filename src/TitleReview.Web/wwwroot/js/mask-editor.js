// Boxes over a picture, by mouse, touch and keyboard. The form works without it: every box is a checkbox.
const step = 0.005;
const least = 0.01;

class MaskEditor extends HTMLElement {
  connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    this.boxes = JSON.parse(this.dataset.boxes);
    this.zoom = 1;
    this.drawing = false;
    this.frame = this.querySelector('.mask-frame');
    this.view = this.querySelector('.mask-view');
    this.list = this.querySelector('.mask-list');
    this.kinds = this.querySelector('.mask-kinds');
    this.output = this.querySelector('[name=Boxes]');
    this.querySelector('[name=Ticked]').value = '';
    this.classList.add('live');
    if (this.dataset.closed) this.classList.add('closed');
    this.querySelector('.mask-tools').addEventListener('click', event => this.act(event.target.closest('[data-act]')?.dataset.act));
    this.frame.addEventListener('pointerdown', event => this.press(event));
    this.frame.addEventListener('keydown', event => this.key(event));
    this.addEventListener('change', event => { if (event.target.name === 'Needed') this.render(); });
    this.querySelectorAll('a[rel]').forEach(link => link.addEventListener('click', event => {
      if (this.dirty && !confirm('这一张的框还没有保存，离开就没有了。确定离开吗？')) event.preventDefault();
    }));
    this.render();
    this.saved = this.output.value;
  }

  get dirty() { return !this.dataset.closed && this.output.value !== this.saved; }

  act(act) {
    if (act === 'draw') this.toggle(!this.drawing);
    if (act === 'add') this.add([0.4, 0.45, 0.6, 0.5]);
    if (act === 'in' || act === 'out') this.enlarge(act === 'in' ? 1.25 : 0.8);
  }

  enlarge(times) {
    const { view } = this;
    const [x, y] = [(view.scrollLeft + view.clientWidth / 2) / view.scrollWidth, (view.scrollTop + view.clientHeight / 2) / view.scrollHeight];
    this.zoom = Math.min(5, Math.max(1, this.zoom * times));
    this.frame.style.width = `${this.zoom * 100}%`;
    this.querySelector('.scan-zoom').textContent = `${Math.round(this.zoom * 100)}%`;
    view.scrollTo(x * view.scrollWidth - view.clientWidth / 2, y * view.scrollHeight - view.clientHeight / 2);
  }

  toggle(on) {
    this.drawing = on;
    this.querySelector('[data-act=draw]').setAttribute('aria-pressed', String(on));
    this.classList.toggle('drawing', on);
  }

  add(box) {
    if (this.dataset.closed) return;
    this.boxes.push({ kind: this.kinds.options[0].value, box, why: null, on: true });
    this.answerYes();
    this.render();
    this.frame.querySelector(`[data-at="${this.boxes.length - 1}"]`)?.focus();
  }

  // Whoever draws a box has answered; whoever then says no keeps the boxes until saved.
  answerYes() {
    const yes = this.querySelector('[name=Needed][value=yes]');
    if (yes && !this.querySelector('[name=Needed]:checked')) yes.checked = true;
  }

  point(event) {
    const edge = this.frame.getBoundingClientRect();
    return [(event.clientX - edge.left) / edge.width, (event.clientY - edge.top) / edge.height].map(share => Math.min(1, Math.max(0, share)));
  }

  press(event) {
    if (this.dataset.closed || (event.pointerType === 'mouse' && event.button !== 0)) return;
    const target = event.target.closest('.mask-box');
    if (!target && event.pointerType !== 'mouse' && !this.drawing) return;
    event.preventDefault();
    this.frame.setPointerCapture(event.pointerId);
    const from = this.point(event);
    const at = target ? Number(target.dataset.at) : -1;
    const corner = event.target.dataset.corner;
    const before = target ? [...this.boxes[at].box] : null;
    let drawn = null;
    target?.focus();

    const move = moved => {
      const to = this.point(moved);
      if (target) this.boxes[at].box = corner ? this.resized(before, corner, to) : this.shifted(before, to[0] - from[0], to[1] - from[1]);
      else drawn = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
      this.place(drawn);
    };
    const end = ended => {
      this.frame.removeEventListener('pointermove', move);
      this.frame.removeEventListener('pointerup', end);
      this.frame.removeEventListener('pointercancel', end);
      this.place(null);
      if (ended.type === 'pointercancel' && before) this.boxes[at].box = before;
      if (drawn && ended.type === 'pointerup' && drawn[2] - drawn[0] > 0.004 && drawn[3] - drawn[1] > 0.004) { this.toggle(false); this.add(drawn); }
      else this.render();
    };
    this.frame.addEventListener('pointermove', move);
    this.frame.addEventListener('pointerup', end);
    this.frame.addEventListener('pointercancel', end);
  }

  shifted([left, top, right, bottom], across, down) {
    across = Math.min(1 - right, Math.max(-left, across));
    down = Math.min(1 - bottom, Math.max(-top, down));
    return [left + across, top + down, right + across, bottom + down];
  }

  resized([left, top, right, bottom], corner, [x, y]) {
    if (corner.includes('l')) left = Math.min(x, right - least);
    if (corner.includes('r')) right = Math.max(x, left + least);
    if (corner.includes('t')) top = Math.min(y, bottom - least);
    if (corner.includes('b')) bottom = Math.max(y, top + least);
    return [left, top, right, bottom].map(share => Math.min(1, Math.max(0, share)));
  }

  key(event) {
    const target = event.target.closest('.mask-box');
    if (!target || this.dataset.closed || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = Number(target.dataset.at);
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (by) {
      const box = this.boxes[at].box;
      this.boxes[at].box = event.shiftKey ? this.resized(box, 'rb', [box[2] + by[0], box[3] + by[1]]) : this.shifted(box, ...by);
      this.place(null);
    } else if (event.key === 'Delete' || event.key === 'Backspace') this.drop(at);
    else return;
    event.preventDefault();
  }

  // What the machine proposed stays listed, unticked: the refusal is an answer too.
  drop(at) {
    if (this.boxes[at].why) this.boxes[at].on = false;
    else this.boxes.splice(at, 1);
    this.render();
    this.frame.querySelector(`[data-at="${Math.min(at, this.boxes.length - 1)}"]`)?.focus({ preventScroll: true });
  }

  render() {
    const focused = document.activeElement?.dataset?.at;
    this.frame.querySelectorAll('.mask-box').forEach(box => box.remove());
    this.list.replaceChildren();
    this.boxes.forEach((box, at) => {
      this.frame.append(this.drawBox(box, at));
      this.list.append(this.drawRow(box, at));
    });
    this.place(null);
    if (focused !== undefined) this.frame.querySelector(`[data-at="${focused}"]`)?.focus({ preventScroll: true });
  }

  drawBox(box, at) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = box.on ? 'mask-box' : 'mask-box off';
    button.dataset.at = at;
    const label = document.createElement('span');
    label.textContent = at + 1;
    button.append(label);
    if (!this.dataset.closed)
      for (const corner of ['lt', 'rt', 'lb', 'rb']) {
        const grip = document.createElement('i');
        grip.dataset.corner = corner;
        button.append(grip);
      }
    return button;
  }

  drawRow(box, at) {
    const row = document.createElement('li');
    const number = document.createElement('strong');
    number.textContent = at + 1;
    const kind = this.kinds.cloneNode(true);
    kind.hidden = false;
    kind.className = '';
    kind.value = box.kind;
    kind.disabled = Boolean(this.dataset.closed);
    kind.setAttribute('aria-label', `第 ${at + 1} 个框遮的是什么`);
    kind.addEventListener('change', () => { box.kind = kind.value; this.place(null); });
    row.append(number, kind);
    if (!this.dataset.closed) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button';
      button.textContent = box.why ? (box.on ? '不用' : '采用') : '删去';
      button.setAttribute('aria-label', `${button.textContent}第 ${at + 1} 个框`);
      button.addEventListener('click', () => {
        if (!box.why) this.boxes.splice(at, 1);
        else box.on = !box.on;
        if (box.on) this.answerYes();
        this.render();
        this.list.querySelectorAll('button')[Math.min(at, this.boxes.length - 1)]?.focus();
      });
      row.append(button);
    }
    if (box.why) {
      const why = document.createElement('span');
      why.className = 'minor';
      why.textContent = `${box.on ? '建议：' : '不用：'}${box.why}`;
      row.append(why);
    }
    return row;
  }

  // The boxes where they are now, a half-drawn one, and what the form will send.
  place(drawn) {
    const no = this.querySelector('[name=Needed]:checked')?.value === 'no';
    this.classList.toggle('unused', no);
    this.frame.querySelectorAll('.mask-box').forEach(button => {
      const { box, kind } = this.boxes[button.dataset.at];
      this.put(button, box);
      const name = [...this.kinds.options].find(option => option.value === kind)?.textContent ?? '';
      button.setAttribute('aria-label', `遮盖框 ${Number(button.dataset.at) + 1}：${name}，左 ${Math.round(box[0] * 100)}%，上 ${Math.round(box[1] * 100)}%`);
    });
    let ghost = this.frame.querySelector('.mask-ghost');
    if (!drawn) ghost?.remove();
    else {
      if (!ghost) { ghost = document.createElement('div'); ghost.className = 'mask-ghost'; this.frame.append(ghost); }
      this.put(ghost, drawn);
    }
    this.output.value = JSON.stringify(this.boxes.map(({ kind, box, why, on }) => ({ kind, box: box.map(share => Math.round(share * 10000) / 10000), why, on })));
  }

  put(element, [left, top, right, bottom]) {
    Object.assign(element.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%` });
  }
}

customElements.define('mask-editor', MaskEditor);

// Counts down what the machine has still to look at; when it has seen all, the page is read again once.
class SearchProgress extends HTMLElement {
  connectedCallback() { this.timer = setInterval(() => this.ask(), 4000); }
  disconnectedCallback() { clearInterval(this.timer); }

  async ask() {
    if (document.hidden) return;
    const answer = await fetch(this.dataset.url).catch(() => null);
    if (!answer?.ok) return;
    const { searching } = await answer.json();
    this.querySelector('strong').textContent = searching;
    if (searching === 0) { clearInterval(this.timer); this.textContent = '都找过了。刷新本页看结果。'; }
  }
}

customElements.define('search-progress', SearchProgress);
