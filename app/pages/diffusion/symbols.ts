/** What the letters of the diffusion page stand for. */
import { COMMON, type PageSymbol } from '../../shell/pageSymbols';

const r = String.raw;

export const symbols: readonly PageSymbol[] = [
  { tex: r`\role{data}{x_0}`, en: 'the clean picture or point', zh: '干净的图像或点' },
  { tex: r`x_t`, en: 'the picture or point after t steps of noise', zh: '加噪 t 步之后的图像或点' },
  { tex: r`t,\ T`, en: 'time step, from 1 to T = 1,000', zh: '时间步，从 1 到 T = 1000' },
  {
    tex: r`s`,
    en: 'DDIM: an earlier time, s < t. In the product of ᾱ: any step up to t. In the cosine schedule: a small offset. In the mixture, s_k: the spread of a component',
    zh: 'DDIM：更早的时间，s < t。在 ᾱ 的乘积中：t 以内的任一步。在余弦调度中：一个小偏移。在混合分布中，s_k：一个分量的宽度',
  },
  { tex: r`\beta_t`, en: 'share of noise that step t adds; β(t) in continuous time', zh: '第 t 步加进的噪声份额；连续时间下写作 β(t)' },
  { tex: r`\tilde\beta_t`, en: 'variance of the step back when the clean picture is known', zh: '已知干净图像时往回一步的方差' },
  {
    tex: r`\bar\alpha_t`,
    en: 'share of the variance of the clean picture that is left at t; the product of all 1 − β',
    zh: '到 t 时干净图像的方差还剩的份额；所有 1 − β 的乘积',
  },
  { tex: r`\role{noise}{\varepsilon}`, en: 'noise of the whole jump from x₀ to x_t', zh: '从 x₀ 到 x_t 整个一跳的噪声' },
  {
    tex: r`\role{noise}{\varepsilon_t}`,
    en: 'noise of step t alone; ε′ that of all steps before it',
    zh: '第 t 步单独的噪声；ε′ 是之前所有步的',
  },
  { tex: r`\role{noise}{\hat\varepsilon}`, en: 'what the network says the noise is', zh: '网络说出的噪声' },
  { tex: r`\role{generated}{\hat x_0}`, en: 'the clean picture which that noise implies', zh: '由这份噪声推出的干净图像' },
  { tex: r`\role{network}{\varepsilon_\theta}`, en: 'the network, with parameters θ', zh: '网络，参数为 θ' },
  { tex: r`q`, en: 'distributions of the way forward, in which nothing is learned', zh: '前向过程的分布，其中没有要学的东西' },
  { tex: r`p_\theta`, en: 'distribution of the learned step back', zh: '学到的往回一步的分布' },
  { tex: r`p_t`, en: 'density of the noised data at time t', zh: '加噪数据在时刻 t 的密度' },
  {
    tex: r`\mu_\theta,\ \tilde\mu_t`,
    en: "mean of the step back: the network's, and the true one when the clean picture is known",
    zh: '往回一步的均值：网络给出的，以及已知干净图像时真正的',
  },
  { tex: r`\sigma_t,\ \sigma`, en: 'spread of the noise put back at a step', zh: '一步中放回的噪声的大小' },
  { tex: r`\Sigma_\theta`, en: 'variance of the step back, learned', zh: '往回一步的方差，由网络学出' },
  { tex: r`\role{noise}{z}`, en: 'the noise put back', zh: '放回的噪声' },
  { tex: r`\eta`, en: 'DDIM: how much noise is put back; 0 none, 1 as much as DDPM', zh: 'DDIM：放回多少噪声；0 不放，1 与 DDPM 一样多' },
  {
    tex: r`v`,
    en: 'as a target: the velocity √ᾱ ε − √(1−ᾱ) x₀. In the learned variance: where Σ lies between β̃ (0) and β (1)',
    zh: '作为目标：速度 √ᾱ ε − √(1−ᾱ) x₀。在学出的方差中：Σ 落在 β̃（0）与 β（1）之间的哪里',
  },
  { tex: r`L`, en: 'loss or a part of the bound; L_simple the one that trains', zh: '损失或下界的一部分；L_simple 是用来训练的那个' },
  {
    tex: r`\lambda`,
    en: 'in the spectrum, λ_i: a variance of the data. In the hybrid loss: the weight of its second part',
    zh: '在谱中，λ_i：数据在一个方向上的方差。在混合损失中：第二部分的权重',
  },
  {
    tex: r`f`,
    en: 'in the cosine schedule: the curve that gives ᾱ. With parameters, f_θ: the network that learns the velocity of straight paths',
    zh: '在余弦调度中：给出 ᾱ 的曲线。带参数时，f_θ：学习直路速度的网络',
  },
  { tex: r`u`, en: 'on straight paths: time, from 1 (noise) to 0 (data)', zh: '在直路上：时间，从 1（噪声）到 0（数据）' },
  { tex: r`n`, en: 'on straight paths: number of steps', zh: '在直路上：步数' },
  { tex: r`\pi`, en: '3.14159…', zh: '圆周率' },
  { tex: r`e(t)`, en: 'time embedding: a vector of 2h numbers', zh: '时间嵌入：2h 个数组成的向量' },
  { tex: r`\omega_i,\ h`, en: 'the i-th of the h frequencies of the time embedding', zh: '时间嵌入的第 i 个频率，共 h 个' },
  { tex: r`w_k,\ m_k,\ s_k`, en: 'mixture: weight, mean and spread of component k', zh: '混合分布：第 k 个分量的权重、均值和宽度' },
  COMMON.expectation,
  COMMON.normal,
  {
    tex: r`\role{gradient}{\nabla\log p_t}`,
    en: 'score: in which direction the data become denser',
    zh: '分数（score）：往哪个方向数据更密',
  },
  COMMON.kl,
  COMMON.norm,
];
