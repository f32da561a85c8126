import type { QuietMatter, Stage } from '../stage.ts';
import type { Story } from '../director.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { ENDINGS } from './endings.ts';
import { MORE_TIME } from './more-time.ts';
import { ScenePlay, type Scene } from './scene.ts';
import { TOGETHER } from './together.ts';

const SCENES: readonly Scene[] = [...TOGETHER, ...MORE_TIME, ...ELSEWHERE, ...ENDINGS];

/** How many petitions the scenes take in. */
export const PETITIONS_OF_SCENES = SCENES.reduce((sum, { petitions }) => sum + petitions, 0);

/** The stories of all scenes. Each has a matter of its own as long as there are enough. @param matters at least one */
export function sceneStories(stage: Stage, matters: readonly QuietMatter[]): Story[] {
  let first = 1;
  return SCENES.map((scene, index) => {
    const play = new ScenePlay(stage, matters[index % matters.length]!, scene, first);
    first += scene.petitions;
    return scene.tell(play);
  });
}
