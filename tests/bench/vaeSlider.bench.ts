/** From the hand to the picture on the VAE page: a slider of the dimensions figure, until its face is on the screen (see slider.ts). Run: npx tsx tests/bench/vaeSlider.bench.ts */
import { benchSlider } from './slider';

await benchSlider({ page: 'vae', figure: 'dimensions', canvas: 'The face decoded from all sliders', slider: 2 });
