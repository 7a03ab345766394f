/** What the letters of the U-Net and guidance page stand for. */
import { COMMON, type PageSymbol } from '../../shell/pageSymbols';

const r = String.raw;

export const symbols: readonly PageSymbol[] = [
  { tex: r`x_t`, en: 'the picture after t steps of noise; x₀ the clean one', zh: '加噪 t 步之后的图像；x₀ 是干净的' },
  { tex: r`t`, en: 'time step', zh: '时间步' },
  {
    tex: r`\role{condition}{y}`,
    en: 'in guidance: what is asked for, a class or a caption. In the convolutions: what comes out',
    zh: '在引导中：所要求的，一个类别或一句描述。在卷积中：输出',
  },
  { tex: r`x`, en: 'in the convolutions, without a time: what goes in', zh: '在卷积中，不带时间：输入' },
  {
    tex: r`\role{network}{\varepsilon_\theta}`,
    en: 'the network, with parameters θ: the noise it sees',
    zh: '网络，参数为 θ：它看出的噪声',
  },
  { tex: r`\role{noise}{\hat\varepsilon}`, en: 'what the network says the noise is', zh: '网络说出的噪声' },
  {
    tex: r`\role{noise}{\tilde\varepsilon}`,
    en: 'the answer after guidance; ε_y with the condition, ε_∅ without',
    zh: '引导之后的回答；ε_y 有条件，ε_∅ 无条件',
  },
  { tex: r`\bar\alpha_t`, en: 'share of the variance of the clean picture that is left at t', zh: '到 t 时干净图像的方差还剩的份额' },
  { tex: r`p`, en: 'a density. In the convolutions: the padding', zh: '密度。在卷积中：填充的宽度' },
  { tex: r`\tilde p`, en: 'the density which guidance aims at', zh: '引导所指向的密度' },
  { tex: r`p_\phi`, en: 'classifier, with parameters φ', zh: '分类器，参数为 φ' },
  {
    tex: r`s`,
    en: 'strength of guidance by a gradient, s = 1 + w where both are compared. In the convolutions: the stride',
    zh: '用梯度引导的强度，两者比较时 s = 1 + w。在卷积中：步长',
  },
  {
    tex: r`w`,
    en: 'strength of classifier-free guidance: 0 the condition as learned, −1 none',
    zh: '无分类器引导的强度：0 为学到的条件，−1 为不要条件',
  },
  { tex: r`\varnothing`, en: 'no condition', zh: '没有条件' },
  { tex: r`f,\ g`, en: "CLIP's encoders of (noised) pictures and of text", zh: 'CLIP 的（加噪）图像编码器和文字编码器' },
  { tex: r`\tau`, en: "CLIP's temperature", zh: 'CLIP 的温度' },
  {
    tex: r`\role{latent}{h}`,
    en: 'a stack of feature maps; h_c its map c, h′ that of the next layer',
    zh: '一叠特征图；h_c 是其中第 c 张，h′ 是下一层的',
  },
  { tex: r`c,\ c'`, en: 'channel going in, channel coming out', zh: '输入通道，输出通道' },
  {
    tex: r`\role{network}{W}`,
    en: 'weights of a convolution; W_a and W_b the parts that read a and b',
    zh: '一个卷积的权重；W_a 和 W_b 是读取 a 和 b 的两部分',
  },
  { tex: r`\role{network}{k_{uv}}`, en: 'weight of the kernel k at row u, column v', zh: '卷积核 k 在第 u 行第 v 列的权重' },
  {
    tex: r`a,\ b`,
    en: "two stacks of maps, joined. With a channel as its index, b is that channel's bias",
    zh: '拼在一起的两叠特征图。带通道下标的 b 是该通道的偏置',
  },
  { tex: r`i,\ j`, en: 'row and column of a picture', zh: '图像的行与列' },
  { tex: r`u,\ v`, en: 'row and column within the kernel', zh: '卷积核内的行与列' },
  { tex: r`*,\ *^{\top}`, en: 'convolution, and the transposed one', zh: '卷积与转置卷积' },
  COMMON.nabla,
];
