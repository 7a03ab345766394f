/** Pictures of the reader's own as a set: several files at once, each cut to its middle square, made 16 × 16 and kept on this device. */
import { useState } from 'react';
import { cropOf, reduced } from '../../data/faces/ownPicture';
import { ENOUGH, FEWEST } from '../../data/faces/ownSet';
import { decodePicture, encodePicture, isPicture } from '../../data/faces/pictureText';
import { sentenceOf } from '../../data/refused';
import { useLang, useText } from '../../i18n';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { Intake } from './Intake';
import { KeptList } from './KeptList';
import { keepAll } from './kept';
import styles from './Own.module.css';
import { openPicture } from './openPicture';
import { text } from './text';

/** A file as it is kept: under its own name, without the ending. */
async function made(file: File) {
  const { rgba, width, height } = await openPicture(file);
  return {
    kind: 'face' as const,
    name: file.name.replace(/\.\w+$/, ''),
    value: encodePicture(reduced(rgba, width, cropOf(width, height))),
  };
}

export default function SetPanel() {
  const t = useText(text);
  const lang = useLang();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const take = async (files: readonly File[]) => {
    const said: string[] = [];
    const sentence = (error: unknown) => sentenceOf(error, { en: text.en.failed, zh: text.zh.failed })[lang];
    const things: Awaited<ReturnType<typeof made>>[] = [];
    for (const file of files)
      try {
        things.push(await made(file));
      } catch (error) {
        said.push(t.ofFile(file.name, sentence(error)));
      }
    try {
      await keepAll(things);
    } catch (error) {
      said.push(sentence(error));
    }
    setProblems(said);
  };
  return (
    <Intake accept="image/*,.heic" multiple onFiles={(files) => void take(files)}>
      <p className={styles.problem} role="status">
        {problems.join(' ')}
      </p>
      <p className={styles.quiet}>{t.set(FEWEST, ENOUGH)}</p>
      <KeptList
        kind="face"
        now=""
        preview={({ value }) => isPicture(value) && <FaceCanvas data={decodePicture(value)} width={32} label="" />}
      />
    </Intake>
  );
}
