// Leafing through scans without a circuit. The markup works alone: one picture, and a strip of links to the rest.
class ScanViewer extends HTMLElement {
  connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    this.zoom = 1;
    this.turn = 0;
    this.addEventListener('click', event => this.onClick(event));
    this.addEventListener('keydown', event => this.onKey(event));
    this.image?.addEventListener('load', () => this.draw());
    this.fingers = new Map();
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel']) this.stage?.addEventListener(type, event => this.onTouch(event));
    addEventListener('resize', () => this.draw());
    globalThis.Blazor?.addEventListener('enhancedload', () => this.show(this.index, true));
    this.classList.add('live');
    this.draw();
  }

  get image() { return this.querySelector('.scan-page img'); }
  get stage() { return this.querySelector('.scan-page'); }
  get links() { return [...this.querySelectorAll('.scan-strip a')]; }
  get index() { return Math.max(0, this.links.findIndex(link => link.getAttribute('aria-current') === 'true')); }

  onClick(event) {
    const link = event.target.closest('.scan-strip a');
    if (link) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.show(this.links.indexOf(link));
      return;
    }
    const act = event.target.closest('[data-act]')?.dataset.act;
    if (act) this.act(act);
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('.scan-strip')) return;
    const act = { ArrowLeft: 'previous', ArrowRight: 'next', '+': 'in', '=': 'in', '-': 'out', '0': 'fit', r: 'turn', R: 'turn' }[event.key];
    // Enlarged, the arrows move the picture under the window.
    if (!act || (this.zoom > 1 && event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    this.act(act);
  }

  // Two fingers enlarge, one swipes to the next page while the whole page is in view; enlarged, one finger scrolls as everywhere.
  onTouch(event) {
    if (event.pointerType !== 'touch') return;
    const { fingers } = this;
    if (event.type === 'pointerdown') {
      fingers.set(event.pointerId, event);
      if (fingers.size === 1) this.swipe = event;
      else { this.swipe = null; this.pinch = { apart: this.apart(), zoom: this.zoom }; }
      return;
    }
    if (!fingers.has(event.pointerId)) return;
    if (event.type === 'pointermove') {
      fingers.set(event.pointerId, event);
      if (fingers.size === 2 && this.pinch) this.zoomAt(Math.min(5, Math.max(1, this.pinch.zoom * this.apart() / this.pinch.apart)));
      return;
    }
    fingers.delete(event.pointerId);
    this.pinch = null;
    const across = event.type === 'pointerup' && this.swipe && this.zoom === 1 ? event.clientX - this.swipe.clientX : 0;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(event.clientY - this.swipe.clientY)) this.act(across < 0 ? 'next' : 'previous');
    this.swipe = null;
  }

  // What is between the fingers stays between them.
  zoomAt(zoom) {
    const { stage } = this;
    const edge = stage.getBoundingClientRect(), [one, two] = [...this.fingers.values()];
    const x = (one.clientX + two.clientX) / 2 - edge.left, y = (one.clientY + two.clientY) / 2 - edge.top;
    const [across, down] = [(stage.scrollLeft + x) / stage.scrollWidth, (stage.scrollTop + y) / stage.scrollHeight];
    this.zoom = zoom;
    this.draw();
    stage.scrollTo(across * stage.scrollWidth - x, down * stage.scrollHeight - y);
  }

  apart() {
    const [one, two] = [...this.fingers.values()];
    return Math.max(1, Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY));
  }

  act(act) {
    if (act === 'previous') this.show(this.index - 1);
    if (act === 'next') this.show(this.index + 1);
    if (act === 'in') this.zoom = Math.min(5, this.zoom * 1.25);
    if (act === 'out') this.zoom = Math.max(0.5, this.zoom / 1.25);
    if (act === 'fit') this.zoom = 1;
    if (act === 'turn') this.turn = (this.turn + 90) % 360;
    this.draw();
  }

  show(index, quietly = false) {
    const links = this.links;
    if (index < 0 || index >= links.length || !this.image) return;
    links.forEach((link, i) => i === index ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
    this.zoom = 1;
    this.turn = 0;
    if (this.image.getAttribute('src') !== links[index].getAttribute('href')) this.image.src = links[index].getAttribute('href');
    this.image.alt = links[index].dataset.name;
    if (!quietly) {
      this.querySelector('.scan-where [role=status]').textContent = `第 ${index + 1} 张，共 ${links.length} 张：${links[index].dataset.name}`;
      links[index].scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    const original = this.querySelector('.scan-original');
    if (original && links[index].dataset.original) original.href = links[index].dataset.original;
    this.draw();
  }

  // Width in pixels, not a scale: so the window scrolls over the whole enlarged picture.
  draw() {
    const { image, stage } = this;
    if (!image || !stage || !image.naturalWidth) return;
    stage.style.touchAction = this.zoom === 1 ? 'pan-y' : 'pan-x pan-y';
    const print = this.links[this.index]?.dataset.print;
    if (print && this.zoom > 1.2 && image.getAttribute('src') !== print) image.src = print;
    const lying = this.turn % 180 !== 0;
    const [wide, high] = lying ? [image.naturalHeight, image.naturalWidth] : [image.naturalWidth, image.naturalHeight];
    const fit = Math.min(stage.clientWidth / wide, stage.clientHeight / high) * this.zoom;
    const frame = this.querySelector('.scan-frame');
    frame.style.width = `${Math.floor(wide * fit)}px`;
    frame.style.height = `${Math.floor(high * fit)}px`;
    image.style.width = `${Math.floor(image.naturalWidth * fit)}px`;
    image.style.height = `${Math.floor(image.naturalHeight * fit)}px`;
    image.style.transform = `translate(-50%, -50%) rotate(${this.turn}deg)`;
    const at = this.index;
    this.toggle('previous', at === 0);
    this.toggle('next', at >= this.links.length - 1);
    this.querySelector('.scan-zoom').textContent = `${Math.round(this.zoom * 100)}%`;
  }

  // aria-disabled, not disabled: focus must not be lost on the last page.
  toggle(act, off) {
    this.querySelector(`[data-act=${act}]`)?.setAttribute('aria-disabled', String(off));
  }
}

customElements.define('scan-viewer', ScanViewer);
