import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';

test('the policy on show leaves as ONNX and as a model of TensorFlow.js', async ({ page }) => {
  await page.goto('#/train?v=1&env=point-mass&seeds=4&hid=8&n=8&h=16&mb=64&steps=10000&engine=simd&at=3');
  const runs = page.getByRole('region', { name: 'Runs' });
  await runs.getByText(/^Details/).click({ timeout: 60_000 });
  const save = async (label: string) => {
    const download = page.waitForEvent('download');
    await runs.getByRole('button', { name: `as ${label}` }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
  };

  const onnx = await save('ONNX');
  expect(onnx.name).toMatch(/^[a-z-]+-seed-4-iteration-3\.onnx$/);
  const session = await ort.InferenceSession.create(onnx.bytes, { executionProviders: ['wasm'] });
  const states = new ort.Tensor('float32', new Float32Array(2 * 8), [2, 8]);
  const { mean, factor } = await session.run({ observation: states });
  expect([mean!.dims, factor!.dims]).toEqual([
    [2, 2],
    [2, 2, 2],
  ]);
  expect([...(mean!.data as Float32Array)].every(Number.isFinite)).toBe(true);

  const tfjs = await save('TensorFlow.js');
  expect(tfjs.name).toMatch(/\.tfjs\.zip$/);
  expect(Object.keys(unzipSync(tfjs.bytes))).toEqual(['model.json', 'weights.bin', 'README.txt']);
});
