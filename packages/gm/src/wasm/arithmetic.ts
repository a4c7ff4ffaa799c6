import { copySecret, secretBytes } from "@keyferry/bytes";
import { sm2PointFrom } from "../arithmetic/points.ts";
import { checkSm2Scalar, infinityRefused, sm2NumberLength } from "../arithmetic/arithmetic.ts";
import type { Sm2Arithmetic } from "../arithmetic/arithmetic.ts";
import { instantiateSm2Wasm } from "./module.ts";
import type { Sm2WasmExports } from "./module.ts";

/**
 * {@link Sm2Arithmetic} in WebAssembly: neither branches nor addresses depend on a scalar, and no scalar, point or
 * result stays in the module's memory after a call.
 *
 * @throws where the platform has no WebAssembly, or forbids to compile it
 */
export function createSm2Wasm(module: Sm2WasmExports = instantiateSm2Wasm()): Sm2Arithmetic {
  const memory = new Uint8Array(module.memory.buffer);
  const [scalar, baseScalar, affine, result] = [
    module.SCALAR.value,
    module.BASE_SCALAR.value,
    module.AFFINE.value,
    module.RESULT.value,
  ];

  function setScalar(address: number, bytes: Uint8Array): void {
    checkSm2Scalar(bytes);
    memory.set(bytes, address);
  }

  function setPoint(bytes: Uint8Array): void {
    sm2PointFrom(bytes);
    memory.set(bytes.subarray(1), affine);
  }

  /** The result as a point; undefined for infinity, which is all zero, as no point of the curve is. */
  function getPoint(): Uint8Array | undefined {
    const coordinates = memory.subarray(result, result + 2 * sm2NumberLength);
    const isInfinity = coordinates.reduce((seen, byte) => seen | byte, 0) === 0;
    if (isInfinity) return undefined;
    const point = secretBytes(1 + coordinates.length);
    point[0] = 0x04;
    point.set(coordinates, 1);
    return point;
  }

  function getFinitePoint(): Uint8Array {
    const point = getPoint();
    if (!point) throw infinityRefused();
    return point;
  }

  return {
    multiplyBase(k) {
      try {
        setScalar(scalar, k);
        module.multiplyBase();
        return getFinitePoint();
      } finally {
        module.wipe();
      }
    },
    multiply(point, k) {
      try {
        setPoint(point);
        setScalar(scalar, k);
        module.multiply();
        return getFinitePoint();
      } finally {
        module.wipe();
      }
    },
    multiplyAdd(s, point, t) {
      try {
        setPoint(point);
        setScalar(baseScalar, s);
        setScalar(scalar, t);
        module.multiplyAdd();
        return getPoint();
      } finally {
        module.wipe();
      }
    },
    finishSignature(d, k, r) {
      try {
        setScalar(scalar, d);
        setScalar(baseScalar, k);
        setScalar(affine, r);
        module.finishSignature();
        return copySecret(memory.subarray(result, result + sm2NumberLength));
      } finally {
        module.wipe();
      }
    },
  };
}
