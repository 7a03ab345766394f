/** A preset: the figure as it is now under a title and a note of one's own, with parts left out and values held fast; as an address, a QR code, a frame. */
import { useMemo, useState } from 'react';
import { encode } from 'uqr';
import { defineText, useText } from '../i18n';
import { fieldsNow, HIDEABLE, type Hideable, presetQuery } from '../store/url';
import { embedUrl } from './figureAddress';
import styles from './PresetPanel.module.css';

const text = defineText({
  en: {
    title: 'Title',
    note: 'Note',
    hide: 'Leave out',
    parts: { claim: 'the claim', tools: 'the tools', play: 'play and step', controls: 'the settings' },
    pin: 'Hold fast',
    pinNote: 'by their names in the address',
    paused: 'Wait until it is played',
    address: 'Address',
    embed: 'For a page or a slide',
    copy: 'Copy',
    copied: 'Copied',
    byHand: 'Select and copy by hand',
    qr: 'The address as a QR code',
    tooLong: 'The address is too long for a QR code.',
    open: 'Open',
  },
  zh: {
    title: '标题',
    note: '说明',
    hide: '不显示',
    parts: { claim: '命题', tools: '工具', play: '播放与步进', controls: '设置' },
    pin: '固定',
    pinNote: '用它们在地址里的名字',
    paused: '先停着，等人播放',
    address: '地址',
    embed: '放进网页或幻灯片',
    copy: '复制',
    copied: '已复制',
    byHand: '请手动选中复制',
    qr: '地址的二维码',
    tooLong: '地址太长，放不进二维码。',
    open: '打开',
  },
});

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The dark squares of a code as one path; null where the address does not fit. */
function qrOf(address: string): { side: number; path: string } | null {
  try {
    const { size, data } = encode(address, { border: 3 });
    const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    return { side: size, path };
  } catch {
    return null;
  }
}

export default function PresetPanel({ id }: { readonly id: string }) {
  const t = useText(text);
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const [hide, setHide] = useState<readonly Hideable[]>([]);
  const [pin, setPin] = useState<readonly string[]>([]);
  const [paused, setPaused] = useState(false);
  const [said, setSaid] = useState('');
  // Which seed a run has is the run's own business: held fast, "new seed" would only seem to work.
  const fields = useMemo(() => fieldsNow(id).filter(({ key }) => key !== 'seed'), [id]);
  const address = useMemo(() => {
    const url = embedUrl(id);
    const query = new URLSearchParams(presetQuery(id, { title: title.trim(), note: note.trim(), hide, pin }));
    if (paused) query.set('paused', '1');
    url.search = query.toString();
    return url.href;
  }, [id, title, note, hide, pin, paused]);
  const frame = `<iframe src="${escaped(address)}" title="${escaped(title.trim() || id)}" width="100%" height="680" style="border:0" allow="fullscreen; clipboard-write"></iframe>`;
  const qr = useMemo(() => qrOf(address), [address]);
  const copy = async (what: string) => {
    try {
      await navigator.clipboard.writeText(what);
      setSaid(t.copied);
    } catch {
      setSaid(t.byHand);
    }
  };
  const toggled = <T,>(list: readonly T[], one: T): readonly T[] => (list.includes(one) ? list.filter((x) => x !== one) : [...list, one]);
  const box = (label: string, checked: boolean, onChange: () => void) => (
    <label key={label}>
      <input type="checkbox" checked={checked} onChange={onChange} /> <span>{label}</span>
    </label>
  );
  const result = (label: string, value: string) => (
    <div className={styles.result}>
      <label>
        <span>{label}</span>
        <textarea readOnly rows={2} value={value} onFocus={(event) => event.target.select()} translate="no" />
      </label>
      <button type="button" onClick={() => void copy(value)}>
        {t.copy}
      </button>
    </div>
  );
  return (
    <div className={styles.preset} data-keys>
      <label>
        <span>{t.title}</span>
        <input type="text" maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label>
        <span>{t.note}</span>
        <textarea rows={2} maxLength={600} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <fieldset>
        <legend>{t.hide}</legend>
        {HIDEABLE.map((part) => box(t.parts[part], hide.includes(part), () => setHide(toggled(hide, part))))}
      </fieldset>
      {fields.length > 0 && (
        <fieldset>
          <legend>
            <span>{t.pin}</span> <small>{t.pinNote}</small>
          </legend>
          <span className={styles.fields} translate="no">
            {fields.map(({ key }) => box(key, pin.includes(key), () => setPin(toggled(pin, key))))}
          </span>
        </fieldset>
      )}
      {box(t.paused, paused, () => setPaused(!paused))}
      {result(t.address, address)}
      {result(t.embed, frame)}
      <p className={styles.said} role="status">
        {said}
      </p>
      {qr ? (
        <svg className={styles.qr} viewBox={`0 0 ${qr.side} ${qr.side}`} role="img" aria-label={t.qr} shapeRendering="crispEdges">
          <rect width={qr.side} height={qr.side} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
      ) : (
        <p>{t.tooLong}</p>
      )}
      <a href={address} target="_blank" rel="noreferrer">
        {t.open}
      </a>
    </div>
  );
}
