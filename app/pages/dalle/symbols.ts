/** What the letters of the DALL·E page stand for. */
import { COMMON, type PageSymbol } from '../../shell/pageSymbols';

const r = String.raw;

export const symbols: readonly PageSymbol[] = [
  { tex: r`\role{data}{x}`, en: 'a picture', zh: '一张图像' },
  { tex: r`\role{generated}{\hat x}`, en: 'a generated picture', zh: '生成的图像' },
  {
    tex: r`\role{condition}{y}`,
    en: 'the caption as tokens; y_i the i-th, y_{<i} those before it',
    zh: '描述的词元；y_i 是第 i 个，y_{<i} 是它之前的',
  },
  {
    tex: r`\role{latent}{z}`,
    en: 'the picture as tokens; z_j the j-th, z_{<j} those before it',
    zh: '图像的词元；z_j 是第 j 个，z_{<j} 是它之前的',
  },
  { tex: r`\role{latent}{\tilde z_k}`, en: 'discrete VAE: share of code k in a soft choice', zh: '离散 VAE：软选择中码 k 所占的份额' },
  {
    tex: r`p_\theta,\ q_\phi,\ p_\psi`,
    en: 'decoder, encoder, and the prior: the transformer',
    zh: '解码器、编码器，以及先验，即 Transformer',
  },
  { tex: r`\theta,\ \phi,\ \psi`, en: 'parameters of decoder, encoder, prior', zh: '解码器、编码器、先验的参数' },
  { tex: r`\mathcal L`, en: 'loss of the discrete VAE', zh: '离散 VAE 的损失' },
  {
    tex: r`\beta`,
    en: "weight of the KL divergence: 1 in the bound, 6.6 in the paper's training",
    zh: 'KL 散度的权重：在下界中为 1，论文训练时取 6.6',
  },
  { tex: r`(a,b)`, en: 'two tokens side by side, ab the new one that joins them', zh: '相邻的两个词元，ab 是把它们合成的新词元' },
  {
    tex: r`\role{network}{\ell_k}`,
    en: 'logit of token k: its score before the softmax; ℓ̃ the guided one',
    zh: '词元 k 的 logit，即 softmax 之前的分数；ℓ̃ 是引导之后的',
  },
  {
    tex: r`\role{noise}{g_k}`,
    en: 'discrete VAE: Gumbel noise, made of u_k, uniform in (0, 1)',
    zh: '离散 VAE：Gumbel 噪声，由 (0, 1) 上均匀的 u_k 得到',
  },
  { tex: r`u_k`, en: 'uniform random number behind g_k', zh: 'g_k 背后的均匀随机数' },
  { tex: r`\tau`, en: 'temperature of the soft choice while the discrete VAE trains', zh: '离散 VAE 训练时软选择的温度' },
  {
    tex: r`T`,
    en: 'temperature when tokens are drawn. Raised above a matrix, ⊤ means transposed',
    zh: '抽取词元时的温度。写在矩阵右上角的 ⊤ 表示转置',
  },
  {
    tex: r`i,\ j,\ k`,
    en: 'counters: of text tokens or rows, of picture tokens or columns, of codes',
    zh: '序号：文字词元或行，图像词元或列，码',
  },
  { tex: r`m,\ n`, en: 'numbers of text and of picture tokens', zh: '文字词元和图像词元的个数' },
  {
    tex: r`Q,\ K,\ V`,
    en: 'queries, keys and values of all tokens, a row each',
    zh: '所有词元的查询、键和值，每行一个',
  },
  {
    tex: r`q,\ k,\ v`,
    en: 'query, key and value of one token; elsewhere q_φ is the encoder and k a code',
    zh: '一个词元的查询、键和值；在别处 q_φ 是编码器，k 是码',
  },
  { tex: r`d`, en: 'length of a query', zh: '查询的长度' },
  { tex: r`M`, en: 'mask: 0 where one may look, −∞ where not', zh: '掩码：可以看的地方为 0，不可以的为 −∞' },
  { tex: r`w`, en: 'strength of guidance; 0: none', zh: '引导的强度；0 表示不引导' },
  { tex: r`\varnothing`, en: 'the empty caption', zh: '空的描述' },
  { tex: r`s(\hat x,y)`, en: "CLIP's similarity of a picture and a caption", zh: 'CLIP 给图像与描述的相似度' },
  { tex: r`\role{network}{f},\ \role{network}{g}`, en: "CLIP's encoders of pictures and of text", zh: 'CLIP 的图像编码器和文字编码器' },
  { tex: r`e`, en: 'base of the natural logarithm', zh: '自然对数的底' },
  COMMON.expectation,
  COMMON.kl,
  COMMON.norm,
];
