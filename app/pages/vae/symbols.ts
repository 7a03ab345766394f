/** What the letters of the VAE page stand for. */
import { COMMON, type PageSymbol } from '../../shell/pageSymbols';

const r = String.raw;

export const symbols: readonly PageSymbol[] = [
  { tex: r`\role{data}{x}`, en: 'a picture', zh: '一张图像' },
  {
    tex: r`\role{latent}{z}`,
    en: 'code of a picture; z_j its j-th dimension, z′ a code that has been moved',
    zh: '图像的编码；z_j 是它的第 j 维，z′ 是移动过的编码',
  },
  { tex: r`\role{latent}{z_e}`, en: 'VQ-VAE: what the encoder says, before it is replaced', zh: 'VQ-VAE：编码器的输出，尚未替换' },
  { tex: r`\role{latent}{z_q}`, en: 'VQ-VAE: the vector that takes its place', zh: 'VQ-VAE：替换之后的向量' },
  { tex: r`\role{network}{e_i}`, en: 'VQ-VAE: the i-th vector of the codebook', zh: 'VQ-VAE：码本里的第 i 个向量' },
  {
    tex: r`\role{latent}{k}`,
    en: 'VQ-VAE: a token, the number of the nearest vector. As an index elsewhere: of an attribute, or of a sample',
    zh: 'VQ-VAE：词元，即最近向量的编号。在别处作下标：第 k 个属性，或第 k 个样本',
  },
  {
    tex: r`\role{network}{f_\phi}`,
    en: 'encoder of the autoencoder. In the gradient estimators f without φ is any function of z',
    zh: '自编码器的编码器。在梯度估计里，不带 φ 的 f 是 z 的任意函数',
  },
  { tex: r`\role{network}{g_\theta}`, en: 'decoder', zh: '解码器' },
  {
    tex: r`\theta,\ \phi,\ \psi`,
    en: 'parameters of the decoder, the encoder, the prior over tokens',
    zh: '解码器、编码器、词元先验的参数',
  },
  {
    tex: r`\role{latent}{\mu},\ \role{latent}{\sigma}`,
    en: 'mean and standard deviation that the encoder gives each dimension',
    zh: '编码器给每一维的均值和标准差',
  },
  { tex: r`\role{noise}{\varepsilon}`, en: 'standard normal noise', zh: '标准正态噪声' },
  {
    tex: r`p(\role{latent}{z})`,
    en: "prior, N(0, I); p_θ(x | z) is the decoder's distribution, p_θ(x) the model's",
    zh: '先验 N(0, I)；p_θ(x | z) 是解码器的分布，p_θ(x) 是模型的分布',
  },
  {
    tex: r`p_i`,
    en: 'in the perplexity: share of the i-th code among all tokens. In mIoU p counts the parts',
    zh: '在困惑度中：第 i 个码在所有词元里所占的份额。在 mIoU 中 p 是部件的序号',
  },
  { tex: r`q_\phi`, en: 'encoder as a distribution: q_φ(z | x)', zh: '作为分布的编码器：q_φ(z | x)' },
  { tex: r`\mathcal L`, en: 'a loss; with an index K: the bound with K samples', zh: '损失；带下标 K 时：用 K 个样本得到的下界' },
  {
    tex: r`\beta`,
    en: 'β-VAE: weight of the KL divergence. VQ-VAE: weight of the commitment loss, the same letter by custom only',
    zh: 'β-VAE：KL 散度的权重。VQ-VAE：承诺损失的权重；两处同用一个字母只是习惯',
  },
  {
    tex: r`v_a`,
    en: 'direction of attribute a: mean code with it minus mean code without it; b is a second attribute',
    zh: '属性 a 的方向：有它的平均编码减去没有它的平均编码；b 是第二个属性',
  },
  { tex: r`\role{condition}{v_k}`, en: 'in MIG: value of the k-th attribute', zh: '在 MIG 中：第 k 个属性的取值' },
  { tex: r`s`, en: 'how far one goes along the direction of an attribute', zh: '沿属性的方向走多远' },
  { tex: r`a,\ b`, en: 'two attributes; in a gradient estimator b is the baseline', zh: '两个属性；在梯度估计里 b 是基线' },
  {
    tex: r`I,\ H`,
    en: 'in MIG: mutual information and entropy. In N(0, I): the identity matrix',
    zh: '在 MIG 中：互信息和熵。在 N(0, I) 中 I 是单位矩阵',
  },
  {
    tex: r`K`,
    en: 'number: of attributes in MIG, of codes in n log K, of samples in the bound with many',
    zh: '个数：在 MIG 中是属性数，在 n log K 中是码数，在多样本的下界中是样本数',
  },
  { tex: r`w_k`, en: 'importance weight of the k-th sample', zh: '第 k 个样本的重要性权重' },
  { tex: r`\mathrm{sg}[\cdot]`, en: 'stop gradient: the value as it is, its derivative taken as zero', zh: '停止梯度：值照旧，导数当作零' },
  {
    tex: r`N_i,\ m_i,\ n_i`,
    en: 'averages over time of the count and the sum of the encodings nearest to code i; n_i is the count in this batch',
    zh: '离码 i 最近的编码的个数与总和，按时间平均；n_i 是这一批里的个数',
  },
  { tex: r`\gamma`, en: 'how much of the running averages N_i and m_i is kept at a step', zh: '每一步保留多少滑动平均 N_i、m_i' },
  {
    tex: r`n`,
    en: 'without an index: number of tokens of a picture; in the noise of a gradient, number of batches',
    zh: '不带下标：一张图像的词元数；在梯度的噪声里是批数',
  },
  {
    tex: r`\role{gradient}{g_i},\ \role{gradient}{\bar g}`,
    en: 'gradient on the i-th batch, and the mean over batches',
    zh: '第 i 批数据上的梯度，以及各批的平均',
  },
  {
    tex: r`S,\ G`,
    en: 'variance of the gradient of a batch, and the gradient on all data',
    zh: '一批数据的梯度的方差，以及全部数据上的梯度',
  },
  { tex: r`i,\ j`, en: 'counters: of codes or tokens, of latent dimensions', zh: '序号：码或词元，隐变量的维' },
  {
    tex: r`\role{data}{S_p},\ \role{generated}{\hat S_p}`,
    en: 'pixels of part p, true and predicted',
    zh: '部件 p 的像素，真实的与预测的',
  },
  { tex: r`P`, en: 'number of parts', zh: '部件数' },
  COMMON.expectation,
  COMMON.normal,
  COMMON.nabla,
  COMMON.partial,
  COMMON.differential,
  COMMON.kl,
  COMMON.norm,
];
