// The ASP.NET Core 9 script reports its state as CSS classes on the element; the 10 one does both.
const modal = document.getElementById('components-reconnect-modal');
const has = state => modal.classList.contains('components-reconnect-' + state);

async function retry() {
  try { if (!await Blazor.reconnect()) location.reload(); } catch { /* the server is still away */ }
}

new MutationObserver(() => {
  if (has('rejected')) { location.reload(); return; }
  if (has('show') || has('failed') || has('retrying')) { if (!modal.open) modal.showModal(); }
  else if (modal.open) modal.close();
}).observe(modal, { attributes: true, attributeFilter: ['class'] });

modal.addEventListener('cancel', event => event.preventDefault());
document.getElementById('rc-retry').addEventListener('click', retry);
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && has('failed')) retry(); });
