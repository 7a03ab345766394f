/** k-means and the principal plane, on data where the answer is known. */
import { describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { distortion, lloyd, nearest } from '../../app/models/vae/kmeans';
import { principalPlane, project } from '../../app/models/vae/projection';

const rng = createRng('clusters');

describe('k-means', () => {
  const centres = Float32Array.of(-4, 0, 0, 4, 0, 0, 0, 5, 1);
  const cloud = Float32Array.from({ length: 900 }, (_, i) => centres[(Math.floor(i / 3) % 3) * 3 + (i % 3)] + 0.3 * rng.normal());

  it('finds the nearest centre, as brute force does', () => {
    const odd = rng.fillNormal(new Float32Array(7 * 3));
    const found = nearest(cloud, odd, 3);
    for (let i = 0; i < 300; i++) {
      const d = Array.from({ length: 7 }, (_, c) => [0, 1, 2].reduce((s, k) => s + (cloud[i * 3 + k] - odd[c * 3 + k]) ** 2, 0));
      expect(found[i]).toBe(d.indexOf(Math.min(...d)));
    }
  });

  it('moves centres to the means of their vectors and never raises the distortion', () => {
    let at = Float32Array.of(-1, 0, 0, 1, 0, 0, 0, 1, 0);
    let last = distortion(cloud, at, 3);
    for (let round = 0; round < 8; round++) {
      at = Float32Array.from(lloyd(cloud, at, 3));
      const now = distortion(cloud, at, 3);
      expect(now).toBeLessThanOrEqual(last + 1e-6);
      last = now;
    }
    at.forEach((v, i) => {
      expect(v).toBeCloseTo(centres[i], 0);
    });
    expect(last).toBeCloseTo(3 * 0.3 ** 2, 1);
  });

  it('leaves a centre without vectors where it is', () => {
    const moved = lloyd(Float32Array.of(0, 0, 1, 1), Float32Array.of(0.5, 0.5, 90, 90), 2);
    expect([...moved]).toEqual([0.5, 0.5, 90, 90]);
  });
});

describe('principal plane', () => {
  it('finds the two directions of a flat cloud and keeps distances in it', () => {
    const a = [0.6, 0, 0.8, 0];
    const b = [0, 1, 0, 0];
    const flat = new Float32Array(400 * 4);
    for (let i = 0; i < 400; i++) {
      const [u, v] = [3 * rng.normal(), rng.normal()];
      for (let d = 0; d < 4; d++) flat[i * 4 + d] = 5 + u * a[d] + v * b[d];
    }
    const plane = principalPlane(flat, 4);
    expect(plane.share).toBeCloseTo(1, 4);
    expect(Math.abs(plane.axes[0].reduce((s, v, d) => s + v * a[d], 0))).toBeGreaterThan(0.99);
    const points = project(plane, flat);
    const far = (p: Float32Array, dim: number) => Math.hypot(...Array.from({ length: dim }, (_, d) => p[dim + d] - p[d]));
    expect(far(points, 2)).toBeCloseTo(far(flat, 4), 2);
    const difference = flat.subarray(4, 8).map((v, d) => v - flat[d]);
    const [dx, dy] = project(plane, Float32Array.from(difference), true);
    expect(dx).toBeCloseTo(points[2] - points[0], 3);
    expect(dy).toBeCloseTo(points[3] - points[1], 3);
  });

  it('leaves vectors of two dimensions alone', () => {
    const points = Float32Array.of(1, 2, -3, 4);
    expect([...project(principalPlane(points, 2), points)]).toEqual([1, 2, -3, 4]);
  });
});
